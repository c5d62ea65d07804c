import type { PlatformId } from '../domain/platform.js';
import type { Scene } from './cases.js';

type Exceptions = Partial<Readonly<Record<Scene, string>>>;

const TOKEN_ONLY = 'calls carry a token and no signature';
const STANDING = 'the token of the mall that the kit maps does not run out';
const CURSOR = 'the list goes on by a cursor to its end, and has no count that could be too large';

/** Platform by platform: what does not concern it although it has the features, and why. */
export const exceptions: Readonly<Partial<Record<PlatformId, Exceptions>>> = {
  douyin: {
    'long-window': 'one question may be about all the 90 days that its lists go back',
  },
  kuaishou: { 'too-many-rows': CURSOR },
  wechat: { 'forged-call': TOKEN_ONLY, 'too-many-rows': CURSOR },
  youzan: {
    'forged-call': TOKEN_ONLY,
    'push-altered': 'the signature covers client_id and msg: what stands beside them only says where to ask',
  },
  weimob: {
    'forged-call': TOKEN_ONLY,
    'push-forged': 'how a push is signed is not public: whoever knows the push URL may give a hint',
  },
  mapped: {
    'expired-token': STANDING,
    'token-between-pages': STANDING,
    'orders-created': 'the mall that the kit maps lists orders by their change alone',
    'too-many-rows': CURSOR,
    'push-unknown': 'a mapping reads what was touched, and no names of events',
  },
  xiaohongshu: {
    'case-moved': 'no code of a word out of turn is documented: it is refused as invalid',
    'push-altered':
      'the signature covers path, query, key and time, and not the body: a push only says what to ask for',
  },
};
