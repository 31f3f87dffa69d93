/** The script inside the executable: it runs `main.js` from the assets. Everything it imports costs every start. */
import { getRawAsset } from 'node:sea';

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

const load = chunkLoader((name) => ({ source: asset(name), cache: assetIfStored(`${name}.cache`) }), require, process.execPath);
load('./main.js');
