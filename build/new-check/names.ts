import { Script } from 'node:vm';

import { linkNames, type LinkName } from '../../src/report/report.ts';

/** What is asked for: one check and the problem that it finds. */
export interface Wanted {
  readonly link: LinkName;
  /** Kebab case, the file's name. */
  readonly check: string;
  /** Kebab case, a name of the catalogue. */
  readonly problem: string;
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reads `<link>/<name> <problem-name>`; throws with what is wrong about it. */
export function readWanted(words: readonly string[]): Wanted {
  const [id = '', problem = '', ...more] = words;
  const [folder, check = '', ...deeper] = id.split('/');
  const link = linkNames.find((name) => name === folder);
  if (problem === '' || more.length > 0) throw new Error('use: npm run new:check -- LINK/NAME PROBLEM, e.g. pod/on-this-node pod-on-virtual-node');
  if (link === undefined) throw new Error(`no link "${folder ?? ''}"; there are ${linkNames.join(', ')}`);
  for (const name of [check, problem]) {
    if (!kebab.test(name) || deeper.length > 0) throw new Error(`"${name}" is not a name in kebab case`);
    if (isReserved(camel(name))) throw new Error(`"${name}" is a word of the language: choose another name`);
  }
  if (check === problem) throw new Error('a check is named after the healthy state, its problem after what is wrong');
  return { link, check, problem };
}

/** `pod-label-missing` as `podLabelMissing`. */
export function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `pod-label-missing` as `PodLabelMissing`. */
export function pascal(name: string): string {
  return camel(`-${name}`);
}

/** `pod-label-missing` as `pod label missing`. */
export function words(name: string): string {
  return name.replaceAll('-', ' ');
}

function isReserved(name: string): boolean {
  try {
    new Script(`'use strict'; let ${name};`);
    return false;
  } catch {
    return true;
  }
}
