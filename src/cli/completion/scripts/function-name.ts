/** The name of the function in a script for bash or fish. */
export function functionName(program: string): string {
  return `__${program.replaceAll(/[^A-Za-z0-9]/g, '_')}_complete`;
}
