import type { ErrorDeclarations } from './error-declaration.js';

/** Bundles of models, their register and their life. */
export const MODEL_ERRORS = {
  'MODEL.ADMISSIONS_FULL': {
    kind: 'exhausted',
    meaning: 'Too many bundles are being transferred at once.',
    action: 'Try again in a moment.',
  },
  'MODEL.ALGORITHM_REFUSED': {
    kind: 'invalid',
    meaning: 'The bundle names algorithms that are not accepted.',
    action: 'Train a new model.',
  },
  'MODEL.ANSWER_UNSOUND': {
    kind: 'bug',
    meaning: 'The model gives answers that are not numbers.',
    action: 'Train a new model; the organization is on rules.',
  },
  'MODEL.BUNDLE_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The bundle is larger than any bundle may be.',
    action: 'Train a smaller model.',
  },
  'MODEL.CHAMPION_STAYS': {
    kind: 'conflict',
    meaning: 'The version serves and cannot be deleted.',
    action: 'Deploy another one first, or roll back.',
  },
  'MODEL.CHANGED': {
    kind: 'conflict',
    meaning: 'The version was changed by somebody else meanwhile.',
    action: 'Look at it again.',
  },
  'MODEL.DATA_KEY_REFUSED': {
    kind: 'invalid',
    meaning: 'The data key of the bundle does not open with the organization’s key.',
    action: 'The bundle was altered, or restored without its keys: train a new model.',
  },
  'MODEL.DECRYPTION_FAILED': {
    kind: 'invalid',
    meaning: 'A file of the bundle does not open with its key.',
    action: 'The bundle was altered: train a new model.',
  },
  'MODEL.DOCUMENT_EXISTS': {
    kind: 'conflict',
    meaning: 'A document of the artifact store was written by somebody else meanwhile.',
    action: 'Read it again and repeat the change.',
  },
  'MODEL.ENVELOPE_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The envelope of the bundle is damaged.',
    action: 'Restore the bundle, or train a new model.',
  },
  'MODEL.ENVELOPE_VERSION_REFUSED': {
    kind: 'invalid',
    meaning: 'The envelope of the bundle has a version that is not accepted.',
    action: 'Update model-cache, or train a new model.',
  },
  'MODEL.FILES_REPEATED': {
    kind: 'invalid',
    meaning: 'A file of the bundle was announced twice.',
    action: 'Check that training and model-cache are of the same version.',
  },
  'MODEL.FILE_CHANGED': {
    kind: 'unavailable',
    meaning: 'A file of the model changed while it was read.',
    action: 'Try again.',
  },
  'MODEL.FILE_DAMAGED': {
    kind: 'invalid',
    meaning: 'A file of the bundle differs from the sealed one.',
    action: 'Restore the bundle, or train a new model.',
  },
  'MODEL.FILE_MISSING': {
    kind: 'invalid',
    meaning: 'A file of the bundle is missing.',
    action: 'Restore the bundle, or train a new model.',
  },
  'MODEL.FILE_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'A file of the bundle is larger than it may be.',
    action: 'Train a smaller model.',
  },
  'MODEL.FILE_TRUNCATED': {
    kind: 'invalid',
    meaning: 'A file of the bundle is shorter than the sealed one.',
    action: 'Restore the bundle, or train a new model.',
  },
  'MODEL.FILE_UNEXPECTED': {
    kind: 'invalid',
    meaning: 'The bundle holds a file that its manifest does not list, or lacks one that it lists.',
    action: 'Find out who put it there.',
  },
  'MODEL.GOLDEN_MISMATCH': {
    kind: 'invalid',
    meaning: 'The model does not reproduce the answers that its trainer recorded.',
    action: 'Train a new model.',
  },
  'MODEL.GOLDEN_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The recorded answers of the model cannot be read.',
    action: 'Train a new model.',
  },
  'MODEL.MANIFEST_INCONSISTENT': {
    kind: 'invalid',
    meaning: 'The manifest of the model contradicts itself.',
    action: 'Train a new model.',
  },
  'MODEL.MANIFEST_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The manifest of the model cannot be read.',
    action: 'Train a new model.',
  },
  'MODEL.NOTHING_TO_ROLL_BACK': {
    kind: 'conflict',
    meaning: 'No earlier version has served well.',
    action: 'Deploy the version that you want.',
  },
  'MODEL.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no model of this version.',
    action: 'Read the list of versions.',
  },
  'MODEL.NOT_NEW': {
    kind: 'conflict',
    meaning: 'The version is registered already.',
    action: 'Deploy it if you want it.',
  },
  'MODEL.NO_CARD': {
    kind: 'not-found',
    meaning: 'The version has no model card: it is older than model cards.',
    action: 'Read its judgement and verdict.',
  },
  'MODEL.NO_COMPACT_FORM': {
    kind: 'conflict',
    meaning: 'There is no such form of the model here.',
    action: 'Use the model itself: it gives the same answers and takes more memory.',
  },
  'MODEL.NO_FEATURES': {
    kind: 'conflict',
    meaning: 'The organization computes no features.',
    action: 'Mark the tags that a model may learn from.',
  },
  'MODEL.OFFSET_BEYOND_END': {
    kind: 'invalid',
    meaning: 'A request asked for a piece beyond the end of the file.',
    action: 'Check that prediction and model-cache are of the same version.',
  },
  'MODEL.ORGANIZATION_UNKNOWN': {
    kind: 'not-found',
    meaning: 'Model-cache knows no such organization.',
    action: 'Check its id.',
  },
  'MODEL.OVERTAKEN': {
    kind: 'conflict',
    meaning: 'Another version was deployed meanwhile.',
    action: 'Look at what serves now.',
  },
  'MODEL.PATH_REFUSED': {
    kind: 'forbidden',
    meaning: 'The path does not name a bundle within the artifact store.',
    action: 'Find out who asks.',
  },
  'MODEL.PIECE_DAMAGED': {
    kind: 'invalid',
    meaning: 'A piece of a bundle was altered in transit.',
    action: 'The bundle is sent again.',
  },
  'MODEL.PIECE_OUT_OF_ORDER': {
    kind: 'invalid',
    meaning: 'A piece of a bundle came out of order.',
    action: 'The bundle is sent again.',
  },
  'MODEL.QUARANTINED': {
    kind: 'conflict',
    meaning: 'The version failed in service.',
    action: 'Deploy another one, or deploy this one with an override and a reason.',
  },
  'MODEL.REFUSED_BY_GATE': {
    kind: 'conflict',
    meaning: 'The version did not pass the gate.',
    action: 'Read the verdict; deploy it with an override and a reason if you want it.',
  },
  'MODEL.REPLICA_REFUSED': {
    kind: 'conflict',
    meaning: 'A replica of prediction could not load the version.',
    action: 'Read the reason; it is tried again.',
  },
  'MODEL.REPLICA_SILENT': {
    kind: 'unavailable',
    meaning: 'A replica of prediction did not answer in time.',
    action: 'It is tried again.',
  },
  'MODEL.RUN_FAILED': {
    kind: 'bug',
    meaning: 'The model failed on the given rows.',
    action: 'The version is quarantined if it continues to fail.',
  },
  'MODEL.SIGNATURE_WRONG': {
    kind: 'forbidden',
    meaning: 'The signature of the bundle does not hold.',
    action: 'The bundle was altered: find out who altered it; train a new model.',
  },
  'MODEL.SIGNER_UNKNOWN': {
    kind: 'forbidden',
    meaning: 'The bundle was signed with a key that is not trusted.',
    action: 'Add the signing key if it is yours; otherwise find out who wrote the bundle.',
  },
  'MODEL.STEP_ILLEGAL': {
    kind: 'conflict',
    meaning: 'A model in this state cannot take this step.',
    action: 'Look at its state again.',
  },
  'MODEL.STORE_LOCATION_INVALID': {
    kind: 'invalid',
    meaning: '`ARTIFACT_STORE` is no folder and no `s3://` address.',
    action: 'Correct it.',
  },
  'MODEL.STORE_UNREADABLE': {
    kind: 'unavailable',
    meaning: 'The artifact store cannot be read.',
    action: 'Check the store and its credentials.',
  },
  'MODEL.STORE_UNWRITABLE': {
    kind: 'unavailable',
    meaning: 'The artifact store cannot be written.',
    action: 'Check the store, its room and its credentials.',
  },
  'MODEL.TAGS_MAX': {
    kind: 'invalid',
    meaning: 'The version has as many tags as it may.',
    action: 'Remove one first.',
  },
  'MODEL.TRANSFER_INCOMPLETE': {
    kind: 'invalid',
    meaning: 'The bundle was closed before all of it had arrived.',
    action: 'The bundle is sent again.',
  },
  'MODEL.TRANSFER_UNKNOWN': {
    kind: 'conflict',
    meaning: 'There is no such transfer any more.',
    action: 'The bundle is sent again.',
  },
  'MODEL.TREES_MISMATCH': {
    kind: 'invalid',
    meaning: '`trees.json` is not of the same model as its graph.',
    action: 'Train a new model.',
  },
  'MODEL.TREES_UNREADABLE': {
    kind: 'invalid',
    meaning: '`trees.json` cannot be read.',
    action: 'Train a new model.',
  },
  'MODEL.UNREADABLE': {
    kind: 'invalid',
    meaning: 'A file of the model cannot be opened.',
    action: 'Train a new model.',
  },
  'MODEL.UNSIGNED': {
    kind: 'forbidden',
    meaning: 'The version has no envelope, so its origin cannot be verified.',
    action: 'Train a new model.',
  },
  'MODEL.VERSION_EXISTS': {
    kind: 'conflict',
    meaning: 'The version is in the artifact store already; a version is never overwritten.',
    action: 'Give another version.',
  },
  'MODEL.WRONG_FEATURES': {
    kind: 'invalid',
    meaning: 'The model expects other features than the organization computes now.',
    action: 'Train a new model.',
  },
  'MODEL.WRONG_INTERFACE': {
    kind: 'invalid',
    meaning: 'A file of the model has other inputs or outputs than expected.',
    action: 'Train a new model.',
  },
  'MODEL.WRONG_ORGANIZATION': {
    kind: 'forbidden',
    meaning: 'The model was made for another organization.',
    action: 'Find out who asks.',
  },
  'MODEL.WRONG_VERSION': {
    kind: 'invalid',
    meaning: 'The bundle holds a different version from the requested one.',
    action: 'Restore the bundle, or train a new model.',
  },
} as const satisfies ErrorDeclarations;
