import { shown } from './style.ts';
import type { Style } from './style.ts';

interface ProgressStream {
  /** Writes to stderr. */
  readonly write: (text: string) => void;
  /** A terminal that can erase a line: a TTY whose TERM is not `dumb`. */
  readonly isTerminal: boolean;
  readonly style: Style;
}

export interface Progress {
  /** Shows what is going on now, in a few words. */
  say(text: string): void;
  /** Clears the line until the next `say`, so that somebody else can write or prompt. */
  pause(): void;
  /** Clears the line for good. */
  stop(): void;
}

const frames = { unicode: '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏', ascii: '|/-\\' } as const;
const frameMs = 80;
const eraseLine = '\r\u001b[2K';

/** Starts a one-line spinner that is drawn at once on a terminal, and writes nothing anywhere else. */
export function startProgress({ write, isTerminal, style }: ProgressStream, first: string): Progress {
  if (!isTerminal) return { say() {}, pause() {}, stop() {} };
  const frameSet = [...(style.ascii ? frames.ascii : frames.unicode)];
  let text: string | undefined = first;
  let frame = 0;
  let stopped = false;
  const draw = (): void => {
    if (text === undefined) return;
    const line = [...`${frameSet[frame % frameSet.length]} ${shown(style, text)}`].slice(0, style.width - 1).join('');
    write(eraseLine + line);
  };
  const timer = setInterval(() => {
    frame += 1;
    draw();
  }, frameMs);
  /* A spinner must never be what keeps the process alive. */
  timer.unref();
  draw();
  const clear = (): void => {
    if (text !== undefined) write(eraseLine);
    text = undefined;
  };
  return {
    say(next) {
      if (stopped) return;
      text = next;
      draw();
    },
    pause: clear,
    stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      clear();
    },
  };
}
