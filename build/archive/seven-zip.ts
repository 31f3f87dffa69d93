import { createRequire } from 'node:module';

/** 7-Zip as WebAssembly. Its types are those of a module, it is a script: hence not by `import`. */
export const startSevenZip = createRequire(import.meta.url)('7z-wasm') as (typeof import('7z-wasm'))['default'];
