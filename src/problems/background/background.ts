import type { Step } from '../step.ts';
import type { Source } from './source.ts';

/** What a page tells of a problem beyond what a run of the doctor says of it. */
export interface Background {
  /** What one notices first, in a sentence. */
  readonly sign: string;
  /** The words that are met, of one line each and word for word as a source has them; `…` stands for what differs. */
  readonly texts?: readonly SeenText[];
  /** How to see it without this tool, with the names of the problem's example. A title says what one sees where it is this. */
  readonly look: readonly Step[];
  /** How long it takes until the mend is in effect, and what must be made anew or restarted for it. */
  readonly healing: string;
  readonly sources: readonly [Source, ...Source[]];
}

export interface SeenText {
  readonly where: keyof typeof places;
  readonly text: string;
}

/** Where a text is met. */
export const places = {
  application: "the application's log",
  event: "the pod's events",
  kubectl: 'the answer to kubectl, or an event of the ReplicaSet or Job',
  webhook: "the webhook's log",
  proxy: 'the log of azwi-proxy',
  driver: 'the log of the secrets store driver or its provider',
  azure: "Azure's answer",
} as const;

/** The backgrounds of a folder of problems, by the names of the problems. */
export type Backgrounds = Readonly<Record<string, Background>>;
