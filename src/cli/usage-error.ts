/** What the user can mend: a flag, a name, a file. Exit code 2 unless said otherwise; never a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What to try, one line. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(message: string, hint?: string, exitCode = 2) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
