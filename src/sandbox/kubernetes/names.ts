/** Names as controllers make them: without vowels and look-alikes. */
import { randomInt } from 'node:crypto';
import { canonical } from './objects.ts';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

export function randomName(length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** A short hash of a template, in the form of `pod-template-hash`; equal templates have equal hashes. */
export function templateHash(template: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(canonical(template))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return [...String(hash)].map((digit) => alphabet.charAt((digit.codePointAt(0) ?? 0) % alphabet.length)).join('');
}
