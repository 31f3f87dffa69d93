/** What a command may know of the process it runs in; `main.ts` makes it, tests make their own. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Of the Node that runs us, e.g. `v22.23.2`. */
  readonly nodeVersion: string;
  /** How the user calls us: `['kubectl', 'wi']`, or the name of the link. */
  readonly commandName: readonly string[];
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdinIsTerminal: boolean;
  /** Everything on standard input, at most 64 MiB; empty where it is closed. */
  readStdin(): Promise<string>;
  /** The next line of standard input, without its end; empty where it is closed. */
  readLine(): Promise<string>;
  /** Aborted at SIGINT, SIGTERM; commands hand it to whatever may wait. */
  readonly signal: AbortSignal;
  /** argv that starts this program again, for what must be a process of its own. */
  readonly self: readonly string[];
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns?: number;
}
