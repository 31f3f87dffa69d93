/** A line by which a file is known to be ours, and may be replaced. */
export const mark = 'made by kubectl wi completion; it may be replaced by a newer one';

/** What kubectl starts for every Tab: it hands the words over, and shows nothing where the plugin is gone. */
export function kubectlScript(program: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `@rem ${mark}\r\n@${program} __complete %* 2>nul\r\n`;
  return `#!/bin/sh\n# ${mark}\nexec ${program} __complete "$@" 2>/dev/null\n`;
}
