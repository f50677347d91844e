import fc from 'fast-check';
import { MemoryStorage } from './browser-storage.fixture.js';
import { UnsentForms, withFields } from './unsent-forms.js';

const INVITED = { email: 'new@plant.example', name: 'חנה 🔥' };

function opened(storage: Storage, person = 'ann'): UnsentForms {
  const forms = new UnsentForms(() => storage);
  forms.belongTo(person);
  return forms;
}

describe('what somebody typed and did not send', () => {
  test('is there again after a reload, until it arrived', () => {
    const storage = new MemoryStorage();
    opened(storage).keep('invite', INVITED);
    const again = opened(storage);
    expect(again.get('invite')).toEqual(INVITED);
    again.forget('invite');
    expect(opened(storage).get('invite')).toEqual({});
  });

  test('is never seen by another person, also not once they are gone', () => {
    const storage = new MemoryStorage();
    const forms = opened(storage);
    forms.keep('invite', INVITED);
    forms.belongTo('bob');
    expect(forms.get('invite')).toEqual({});
    forms.belongTo('ann');
    expect(forms.get('invite')).toEqual({});

    opened(storage).keep('invite', INVITED);
    expect(opened(storage, 'bob').get('invite')).toEqual({});
    expect(storage.getItem(storage.key(0) ?? '')).not.toContain('plant.example');
  });

  test('leaves nothing in the browser once they signed out', () => {
    const storage = new MemoryStorage();
    const forms = opened(storage);
    forms.keep('invite', INVITED);
    forms.clear();
    expect([storage.length, forms.get('invite')]).toEqual([0, {}]);
    // Nobody is signed in.
    forms.keep('invite', INVITED);
    expect([storage.length, forms.get('invite')]).toEqual([0, {}]);
  });

  test('stays on the page where storage is full or forbidden', () => {
    const full = new MemoryStorage();
    full.isFull = true;
    const forbidden = (): never => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    for (const forms of [opened(full), new UnsentForms(forbidden)]) {
      forms.belongTo('ann');
      forms.keep('invite', INVITED);
      expect(forms.get('invite')).toEqual(INVITED);
      forms.clear();
    }
  });

  test('is bounded: of many forms the last ones stay', () => {
    const forms = opened(new MemoryStorage());
    for (let form = 0; form < 80; form += 1) forms.keep(String(form), { text: 'x' });
    expect([forms.get('29'), forms.get('30'), forms.get('79')]).toEqual([{}, { text: 'x' }, { text: 'x' }]);
  });

  test('is left aside where another version wrote it, whatever that is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const storage = new MemoryStorage();
        storage.setItem('eagle.unsent', text);
        expect(opened(storage).get('invite')).toEqual({});
      }),
    );
    const storage = new MemoryStorage();
    storage.setItem('eagle.unsent', JSON.stringify({ owner: 'ann', forms: [['invite', { email: 7 }]] }));
    expect(opened(storage).get('invite')).toEqual({});
  });

  test('fills the fields of a form, and no others', () => {
    expect(withFields({ email: '', name: 'x' }, { email: 'a', password: 'p' })).toEqual({
      email: 'a',
      name: 'x',
    });
  });
});
