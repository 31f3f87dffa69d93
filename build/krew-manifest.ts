import { parseDocument, isMap, isSeq } from 'yaml';

import { archiveName, targets } from './targets.ts';

/** Lower-case sha256 of archives, by the name of the archive. */
export type Checksums = ReadonlyMap<string, string>;

const repository = 'https://github.com/kubectl-wi/kubectl-wi';

/**
 * The krew manifest of a release: the template with its version, where its archives are and what they hash to.
 *
 * A platform without an archive is left away: krew then says that there is none for it. Throws where a placeholder is
 * left that nothing fills.
 */
export function krewManifest(template: string, version: string, checksums: Checksums): string {
  const filled = template
    .replace(/^#.*\n/gm, '')
    .replaceAll('{{ version }}', `v${version}`)
    .replaceAll('{{ archives }}', `${repository}/releases/download/v${version}`)
    .replace(/\{\{ sha256 ([\w.-]+) \}\}/g, (placeholder, archive: string) => checksums.get(archive) ?? placeholder);
  const document = parseDocument(filled);
  const [error] = document.errors;
  if (error !== undefined) throw error;
  const platforms = document.getIn(['spec', 'platforms']);
  if (!isSeq(platforms)) throw new Error('the krew template lists no platforms');
  platforms.items = platforms.items.filter((platform) => isMap(platform) && !String(platform.get('sha256')).startsWith('{{'));
  const manifest = document.toString({ lineWidth: 0 });
  if (manifest.includes('{{')) throw new Error(`the krew template has a placeholder that nothing fills:\n${manifest}`);
  return manifest;
}

/** The hashes that a manifest gives, by archive. */
export function checksumsIn(manifest: string): Checksums {
  const { spec } = parseDocument(manifest).toJS() as { spec: { platforms: readonly { uri: string; sha256: string }[] } };
  return new Map(spec.platforms.map(({ uri, sha256 }) => [uri.slice(uri.lastIndexOf('/') + 1), sha256]));
}

/** Whether a manifest has a platform for every target, as a release must. */
export function isComplete(checksums: Checksums): boolean {
  return targets.every((target) => checksums.has(archiveName(target)));
}
