import { FileLimits } from './file-limits.js';

test('a file that goes on past its limit is named, whatever others do', async () => {
  const limits = new FileLimits((file) => (file === 'slow' ? 20 : 10_000));
  limits.start('slow');
  limits.start('quick');
  limits.end('quick');
  await expect(limits.exceeded).rejects.toThrow('slow has not ended within 0.02 s');
});

test('a file that ended in time cuts nothing', async () => {
  const limits = new FileLimits((file) => (file === 'first' ? 10 : 30));
  limits.start('first');
  limits.end('first');
  limits.start('second');
  await expect(limits.exceeded).rejects.toThrow('second');
});
