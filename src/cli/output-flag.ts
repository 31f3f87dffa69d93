import type { Flag } from './flag.ts';

/** `-o` of the commands that print one document. */
export function outputFlag(...formats: readonly [string, ...string[]]): Flag {
  return { name: 'output', short: 'o', value: 'FORMAT', choices: formats, summary: `format: ${formats.join(', ')}`, standard: formats[0] };
}

/** One document in a machine format, with the newline that ends it. */
export async function printDocument(document: unknown, format: 'json' | 'yaml'): Promise<string> {
  if (format === 'json') return `${JSON.stringify(document, undefined, 2)}\n`;
  const { stringify } = await import('yaml');
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
