import type { Reporter } from './reporter.ts';

/** Every format of `-o`, loaded when asked for. */
export const reporters = {
  text: async () => (await import('./text.ts')).text,
  wide: async () => (await import('./wide.ts')).wide,
  json: async () => (await import('./json.ts')).json,
  yaml: async () => (await import('./yaml.ts')).yaml,
  name: async () => (await import('./name.ts')).name,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof reporters;
