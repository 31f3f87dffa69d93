/** The script inside the executable: it runs `main.js` from the assets. Everything it imports costs every start. */
import { getRawAsset } from 'node:sea';

import { growSlowlyLater } from './heap.ts';
import { chunkLoader } from './scripts.ts';

function asset(key: string): Uint8Array {
  return new Uint8Array(getRawAsset(key) as ArrayBuffer);
}

function assetIfStored(key: string): Uint8Array | undefined {
  try {
    return asset(key);
  } catch {
    return undefined;
  }
}

function textOf(name: string): string {
  return Buffer.from(asset(name)).toString('latin1');
}

/** Where the build could not make the code cache, the first run that loads a chunk leaves one in the user's cache. */
function cacheOfUser(): (name: string) => Uint8Array | undefined {
  const { userCache } = require('./user-cache.ts') as typeof import('./user-cache.ts');
  const cache = userCache(textOf('bundle-id'));
  process.on('exit', (code) => cache.write(code, textOf));
  return cache.read;
}

const cacheOf = assetIfStored('main.js.cache') === undefined ? cacheOfUser() : (name: string) => assetIfStored(`${name}.cache`);
const load = chunkLoader((name) => ({ source: asset(name), cache: cacheOf(name) }), require, process.execPath);
growSlowlyLater();
load('./main.js');
