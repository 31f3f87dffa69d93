import assert from 'node:assert/strict';
import { test } from 'node:test';

import { read } from './tree.ts';

interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test('the lockfile holds every optional package, or npm ci refuses it on a fresh machine', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Entry>> };
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesOf(place, name).some((candidate) => candidate in packages)),
  );
  // A package that the registry did not have when the lockfile was made is left out of it without a word.
  assert.deepEqual(missing, []);
});

/** Where Node looks for `name` from the package at `place`: inside it, then beside each package around it. */
function placesOf(place: string, name: string): readonly string[] {
  if (place === '') return [`node_modules/${name}`];
  const around = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')));
  return [`${place}/node_modules/${name}`, ...placesOf(around, name)];
}
