import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { refusalIn } from './activity-log.ts';

describe('what an entry of the activity log says of a refusal', () => {
  test('is code and message of the JSON that lies in it', () => {
    const text = JSON.stringify({ error: { code: 'RequestDisallowedByPolicy', message: "Resource 'fic' was disallowed by policy." } });
    assert.deepEqual(refusalIn(text, 'Forbidden'), { code: 'RequestDisallowedByPolicy', message: "Resource 'fic' was disallowed by policy." });
  });

  test('is the word of its status and the text, where it is no JSON', () => {
    assert.deepEqual(refusalIn('too many requests', 'TooManyRequests'), { code: 'TooManyRequests', message: 'too many requests' });
    assert.deepEqual(refusalIn(undefined, undefined), { message: '' });
  });

  test('never throws and never gets long, whatever lies in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), fc.option(fc.string(), { nil: undefined }), (statusMessage, subStatus) => {
        const { code = '', message = '' } = refusalIn(statusMessage, subStatus);
        assert.ok(code.length <= 200 && message.length <= 500);
      }),
    );
  });
});
