import { archiveName, targets, type Target } from '../targets.ts';

const verified = { darwin: 'its headers and the hash of each page of its signature', windows: 'its headers and its checksum' } as const;

/** How far the executable of a target was run before it is published. */
function wasRun({ os, cpu }: Target): string {
  if (os === 'windows' && cpu === 'amd64') return `run under Wine, the doctor among it; never on Windows; ${verified[os]} were verified`;
  if (os !== 'linux') return `never run; ${verified[os]} were verified`;
  return cpu === 'amd64' ? 'run natively, with all tests of the package' : 'run under QEMU, with all tests of the package; never on such a processor';
}

/** The text of a release: what changed, how to check a download, and what was never run. */
export function notesText(version: string, changelog: string, checksums: string): string {
  return [
    changesOf(version, changelog),
    '## Check a download',
    '',
    '```text',
    checksums.trim(),
    '```',
    '',
    'Each of these files has an attestation of where it was built: `gh attestation verify FILE --repo kubectl-wi/kubectl-wi`.',
    '',
    '## What was run, and what was not',
    '',
    '| archive | before this release it was |',
    '| --- | --- |',
    ...targets.map((target) => `| ${archiveName(target)} | ${wasRun(target)} |`),
    '',
    'The files for macOS have an ad-hoc signature and are not notarised: Gatekeeper refuses one that a browser has downloaded, and lets pass what krew or curl has. The files for Windows have no signature: SmartScreen may ask.',
    '',
  ].join('\n');
}

/** The section of a version in the changelog, or of what is unreleased; throws where there is neither. */
export function changesOf(version: string, changelog: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const found = sections.find((section) => section.startsWith(`## ${version}`)) ?? sections.find((section) => section.startsWith('## Unreleased'));
  const text = found?.replace(/^## .*\n/, '').trim() ?? '';
  if (text === '') throw new Error(`the changelog says nothing about ${version}`);
  return `${text}\n`;
}
