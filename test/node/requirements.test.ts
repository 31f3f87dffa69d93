import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireNodeHost } from './requirements.ts';

test('where no node can run, the tests fail and say what it takes', async () => {
  await assert.rejects(requireNodeHost({ platform: 'darwin', uid: 0, path: '' }), /need Linux, .* this is darwin/);
  await assert.rejects(requireNodeHost({ platform: 'linux', uid: 1000, path: '' }), /need root/);
  await assert.rejects(requireNodeHost({ platform: 'linux', uid: 0, path: '/nowhere' }), /need bash, busybox, containerd, .*; on Debian and Ubuntu test\/node\/install\.sh installs them/);
});
