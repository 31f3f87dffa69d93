/**
 * The way to the API server is not configured as it must be: a wrong flag, an unreadable or malformed file,
 * an unknown name (2), or a credential plugin that is missing or fails (4).
 *
 * The message names the file, line or flag. It never carries a value that could be a credential.
 */
export class KubeConfigError extends Error {
  override readonly name = 'KubeConfigError';
  /** What to try, one line. */
  readonly hint: string;
  readonly exitCode: 2 | 4;

  constructor(message: string, hint: string, exitCode: 2 | 4 = 2, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
};

/** Go's words for why a file could not be read, so that users find them where they find kubectl's. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable';
  return fileProblems[code] ?? code;
}

/** Whether a file is not there, which is often no error at all. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
