declare const __WI_BUILD__: string | undefined;

export interface Build {
  readonly version: string;
  readonly commit: string;
  readonly date: string;
}

const development: Build = { version: '0.1.0-dev', commit: 'unknown', date: 'unknown' };

/** What this build is; from source, a development build. Filled in by `build/bundle.ts` as JSON. */
export const build: Build = typeof __WI_BUILD__ === 'undefined' ? development : (JSON.parse(__WI_BUILD__) as Build);

export const repository = 'https://github.com/kubectl-wi/kubectl-wi';
