import { asciiOnly, foreign } from './foreign.ts';

/** How one stream is written to. */
export interface Style {
  readonly color: boolean;
  /** The stream shows ASCII only. */
  readonly ascii: boolean;
  /** Columns to fill, at most 80. */
  readonly width: number;
}

export interface StyleInputs {
  /** Value of `--color`. */
  readonly color: 'auto' | 'always' | 'never';
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether this stream, not another, is a terminal. */
  readonly isTTY: boolean;
  readonly platform: string;
  /** Columns of the terminal, where there is one. */
  readonly columns?: number | undefined;
}

/** Decides colour, character set and width of a stream (no-color.org, force-color.org; FORCE_COLOR wins, as in Node). */
export function chooseStyle(inputs: StyleInputs): Style {
  return {
    color: choosesColor(inputs),
    ascii: !showsUnicode(inputs),
    width: Math.min(80, Math.max(40, inputs.columns === undefined || inputs.columns === 0 ? 80 : inputs.columns)),
  };
}

function choosesColor({ color, env, isTTY }: StyleInputs): boolean {
  if (color !== 'auto') return color === 'always';
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isTTY && env['TERM'] !== 'dumb';
}

function showsUnicode({ env, platform }: StyleInputs): boolean {
  if (platform === 'win32') {
    /* The legacy console shows its code page; these terminals show UTF-8. */
    return Boolean(env['WT_SESSION'] || env['ConEmuTask'] || env['TERMINUS_SUBLIME'] || env['TERM_PROGRAM'] || env['TERM']?.startsWith('xterm'));
  }
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '');
  /* Containers and CI set no locale and show UTF-8; the Linux console has a font of 512 glyphs. */
  if (locale === undefined) return env['TERM'] !== 'linux';
  return /utf-?8/i.test(locale);
}

type Role = 'ok' | 'bad' | 'warn' | 'unsure' | 'dim' | 'strong';

const codes = { ok: 32, bad: 31, warn: 33, unsure: 36, dim: 2, strong: 1 } as const satisfies Record<Role, number>;

/** Colours a text where the style has colour. */
export function paint(style: Style, role: Role, text: string): string {
  return style.color && text !== '' ? `\u001b[${codes[role]}m${text}\u001b[0m` : text;
}

export type Mark = 'ok' | 'fail' | 'warn' | 'undecided' | 'none';

const marks = {
  ok: { unicode: '✓', ascii: '+', role: 'ok' },
  fail: { unicode: '✗', ascii: 'x', role: 'bad' },
  warn: { unicode: '!', ascii: '!', role: 'warn' },
  undecided: { unicode: '?', ascii: '?', role: 'unsure' },
  none: { unicode: '–', ascii: '-', role: 'dim' },
} as const satisfies Record<Mark, { unicode: string; ascii: string; role: Role }>;

/** The mark of an outcome, one column wide, coloured where the style has colour. */
export function mark(style: Style, name: Mark): string {
  const { unicode, ascii, role } = marks[name];
  return paint(style, role, style.ascii ? ascii : unicode);
}

/** Text of any origin as this stream can show it: on one line, without control characters. */
export function shown(style: Style, text: string): string {
  return style.ascii ? asciiOnly(foreign(text)) : foreign(text);
}
