import type { Scenario } from '../scenario.ts';
import { ficSubjectMismatch } from './fic-subject-mismatch.ts';
import { healthy } from './healthy.ts';

/** Every scenario: each is a demo, a test and a page. */
export const scenarios: readonly Scenario[] = [healthy, ficSubjectMismatch];
