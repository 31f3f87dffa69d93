/**
 * The one place that turns an argv into a command somebody pastes into a shell.
 *
 * POSIX: sh, bash, zsh. PowerShell: 7.3 and later, which hand arguments on as they are; Windows PowerShell 5.1,
 * and every version before a `.cmd` such as `az.cmd`, lose `"` and empty arguments whatever one writes
 * (about_Parsing, "$PSNativeCommandArgumentPassing"), see `survivesOldPowerShell`.
 */
export type Shell = 'posix' | 'powershell';

const posixBare = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/;
const posixBareCommand = /^[A-Za-z0-9_./-]+$/;
const posixReserved = new Set(
  'case coproc do done elif else end esac fi for foreach function if in nocorrect repeat select then time until while'.split(' '),
);

function posixWord(word: string, position: number): string {
  const bare = position === 0 ? posixBareCommand.test(word) && !posixReserved.has(word) : posixBare.test(word);
  return bare ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/* A word after a single dash is split at `.` and `:` (PowerShell#6291), so only plain options stay bare. */
const powershellBare = /^(?:--?[A-Za-z][A-Za-z0-9-]*|[A-Za-z0-9_./\\][A-Za-z0-9_./:\\=+-]*)$/;
const powershellBareCommand = /^[A-Za-z][A-Za-z0-9_.-]*$/;
const powershellReserved = new Set(
  (
    'assembly base begin break catch class clean command configuration continue data define do dynamicparam dynamickeyword else elseif end enum exit ' +
    'filter finally for foreach from function hidden if in inlinescript interface module namespace parallel param ' +
    'private process public return sequence static switch throw trap try type until using var while workflow'
  ).split(' '),
);
/* PowerShell takes typographic single quotes for quotes as well, and a doubled one for itself. */
const powershellQuotes = /['\u2018\u2019\u201a\u201b]/g;

function powershellWord(word: string, position: number): string {
  const bare =
    position === 0 ? powershellBareCommand.test(word) && !powershellReserved.has(word.toLowerCase()) : powershellBare.test(word);
  if (bare) return word;
  const quoted = `'${word.replace(powershellQuotes, '$&$&')}'`;
  return position === 0 ? `& ${quoted}` : quoted;
}

/** Quotes each word so that the shell hands on exactly this argv. Throws RangeError for NUL, which no argument can hold. */
export function quoteWords(argv: readonly string[], shell: Shell): string[] {
  if (argv.some((word) => word.includes('\0'))) throw new RangeError('an argument cannot hold a NUL character');
  return argv.map(shell === 'posix' ? posixWord : powershellWord);
}

/** Quotes a command on one line for the user's shell. Throws RangeError for NUL, which no argument can hold. */
export function quoteCommand(argv: readonly string[], shell: Shell): string {
  return quoteWords(argv, shell).join(' ');
}

/** What goes at the end of a line for the command to go on in the next. */
export const continuation = { posix: ' \\', powershell: ' `' } as const satisfies Record<Shell, string>;

/** Whether Windows PowerShell 5.1, or a `.cmd` called from any PowerShell, would be handed this argv unchanged. */
export function survivesOldPowerShell(argv: readonly string[]): boolean {
  return argv.every((word) => word !== '' && !word.includes('"') && !(word.endsWith('\\') && word.includes(' ')));
}
