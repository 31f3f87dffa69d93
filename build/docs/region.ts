/**
 * A page of which people write most, with its generated parts put between their marks.
 *
 * The marks are `<!-- begin NAME … -->` and `<!-- end NAME -->`, each on a line of its own; a blank line parts them
 * from what is between. Throws where a part has no place, or a place no part.
 */
export function fillRegions(text: string, parts: Readonly<Record<string, string>>): string {
  const lines = text.split('\n');
  const filled: string[] = [];
  const used = new Set<string>();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    filled.push(line);
    const [, name] = /^<!-- begin (\S+)\b.*-->$/.exec(line) ?? [];
    if (name === undefined) continue;
    const part = parts[name];
    const end = lines.indexOf(`<!-- end ${name} -->`, at);
    if (part === undefined) throw new Error(`nothing is made for the region ${name}`);
    if (end < 0) throw new Error(`the region ${name} has no end`);
    used.add(name);
    filled.push('', part, '', `<!-- end ${name} -->`);
    at = end;
  }
  const left = Object.keys(parts).filter((name) => !used.has(name));
  if (left.length > 0) throw new Error(`there is no region for ${left.join(', ')}`);
  return filled.join('\n');
}
