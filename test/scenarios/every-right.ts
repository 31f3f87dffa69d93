/** Every right that a scenario uses, taken away in every scenario: `npm run test:rights`, half an hour. */
import { lookable, tryWithout } from './rights.ts';

tryWithout('every right that is missing', lookable, (_, used) => used);
