/** What each setting of an organization is called, and what a change of it does. */
export const settings = {
  'settings.timeZone': 'Time zone',
  'settings.timeZone.effect':
    'Times on every page and the schedule of trainings follow it. An IANA name such as Asia/Kolkata.',
  'settings.scanPeriodMs': 'Time between two scans',
  'settings.scanPeriodMs.effect':
    'Expected distance between two rows of one asset. Freshness, gaps and counts of rows are judged by it.',
  'settings.quotaRowsPerSecond': 'Rows a second at most',
  'settings.quotaRowsPerSecond.effect':
    'What comes faster waits in the queue of this organization; nothing is lost by it.',

  'settings.operatingStates': 'Operating states',
  'settings.operatingStates.effect':
    'What an asset is doing. The first state whose conditions all hold counts; the state is unknown where none does.',
  'settings.operatingStates.state': 'State',
  'settings.operatingStates.state.effect':
    'Small letters, digits and hyphens: rules and predictions refer to it.',
  'settings.operatingStates.all': 'Conditions',
  'settings.operatingStates.all.effect': 'All of them must hold. A missing value makes its condition false.',
  'settings.operatingStates.all.tag': 'Tag',
  'settings.operatingStates.all.minusTag': 'Less the tag',
  'settings.operatingStates.all.minusTag.effect':
    'The difference of both is compared, for example present less set value.',
  'settings.operatingStates.all.absolute': 'Size alone',
  'settings.operatingStates.all.absolute.effect': 'Compares the magnitude, whatever its sign.',
  'settings.operatingStates.all.op': 'Comparison',
  'settings.operatingStates.all.value': 'Value',
  'settings.operatingStates.all.value.effect': 'In the unit of the tag; a yes counts as 1.',
  'settings.predictInStates': 'States with predictions',
  'settings.predictInStates.effect':
    'Only in these states a component can fail and is predicted. Without any, predictions are made in every state.',

  'settings.failures': 'How failures are recognised',
  'settings.failures.tags': 'Failure tags',
  'settings.failures.tags.effect':
    'A tag that becomes true is a failure of its component, for training and for scoring.',
  'settings.failures.tags.tag': 'Tag',
  'settings.failures.tags.component': 'Component',
  'settings.failures.tags.component.effect': 'The part of the asset that failed.',
  'settings.failures.tags.debounceMs': 'Time it must be true',
  'settings.failures.tags.debounceMs.effect': 'A shorter pulse is no failure.',
  'settings.failures.records': 'Failure records count',
  'settings.failures.records.effect': 'Failures that people record are learnt from as well.',

  'settings.prediction': 'Prediction',
  'settings.prediction.horizonMs': 'Horizon',
  'settings.prediction.horizonMs.effect':
    'How far ahead a failure is predicted. The next training learns it.',
  'settings.prediction.leadMsMin': 'Least lead',
  'settings.prediction.leadMsMin.effect':
    'A warning that comes later than this before the failure counts as missed.',
  'settings.prediction.probabilityMin': 'Threshold of probability',
  'settings.prediction.probabilityMin.effect':
    'From here on a prediction becomes an alert. Higher: fewer alerts, and more failures missed.',
  'settings.prediction.probabilityMin.off': 'As the live model chose it',
  'settings.prediction.confidenceMin': 'Least confidence',
  'settings.prediction.confidenceMin.effect':
    'Below it a prediction is shown as uncertain and raises no alert.',
  'settings.prediction.consecutiveMin': 'Predictions in a row',
  'settings.prediction.consecutiveMin.effect':
    'So many in a row must be above the threshold before an alert is raised. More: calmer, and later.',

  'settings.alerts': 'Alerts',
  'settings.alerts.deduplicationWindowMs': 'Time in which an alert can come back',
  'settings.alerts.deduplicationWindowMs.effect':
    'What comes again within it after it cleared is the same alert, not a new one.',
  'settings.alerts.repeatsMax': 'Returns that are announced',
  'settings.alerts.repeatsMax.effect': 'What comes back more often is counted, and announced no more.',
  'settings.alerts.predictionClearAfterMs': 'Clearing of a predicted alert',
  'settings.alerts.predictionClearAfterMs.effect':
    'It clears after its probability stayed below the threshold for so long.',

  'settings.training': 'Training',
  'settings.training.historyDaysMax': 'History that is learnt from',
  'settings.training.historyDaysMax.effect':
    'Older rows are left out. More: slower, and rarer failures are seen.',
  'settings.training.failuresMin': 'Failures that are needed',
  'settings.training.failuresMin.effect': 'With fewer no model is trained, and rules work alone.',
  'settings.training.validationShare': 'Share held out to judge',
  'settings.training.validationShare.effect':
    'The newest failures, which the model does not learn from. More: a surer judgement, and less to learn from.',
  'settings.training.assetDaysPerFalseAlarm': 'Days of an asset per false alarm',
  'settings.training.assetDaysPerFalseAlarm.effect':
    'The threshold of a model is chosen so that false alarms are at most this frequent.',
  'settings.training.trustedTags': 'Trusted tags',
  'settings.training.trustedTags.effect':
    'They seem to know when a failure comes, but are known to be honest: the gate accepts them.',
  'settings.training.operators': 'People who share the alarms',
  'settings.training.operators.effect': 'Expected alarms of one person are counted with it.',
  'settings.training.schedule': 'Schedule',
  'settings.training.schedule.effect':
    'Minute, hour, day, month, weekday in the organization’s time zone: 0 2 * * 0 is Sunday at 02:00. Empty: never.',
  'settings.training.schedule.off': 'Never',
  'settings.training.cooldownMs': 'Least time between trainings',
  'settings.training.cooldownMs.effect':
    'A scheduled training is skipped when another finished less than this before.',
  'settings.training.deployAs': 'A version that passed the gate',
  'settings.training.deployAs.effect':
    'It serves at once, or it runs beside the live one until somebody promotes it.',
  'settings.training.deployAs:champion': 'Serves at once',
  'settings.training.deployAs:shadow': 'Runs in shadow',
  'settings.training.hyperparameters': 'Fixed settings of LightGBM',
  'settings.training.hyperparameters.effect': 'What is not given is chosen by the data.',
  'settings.training.hyperparameters.numLeaves': 'Leaves of a tree',
  'settings.training.hyperparameters.numLeaves.effect': 'More: finer, and learns by heart sooner.',
  'settings.training.hyperparameters.numLeaves.off': 'Chosen by the data',
  'settings.training.hyperparameters.learningRate': 'Learning rate',
  'settings.training.hyperparameters.learningRate.effect': 'Less: steadier, and needs more trees.',
  'settings.training.hyperparameters.learningRate.off': 'Chosen by the data',
  'settings.training.hyperparameters.featureFraction': 'Share of features in a tree',
  'settings.training.hyperparameters.featureFraction.effect':
    'Less: trees differ more from each other. 1 is all.',
  'settings.training.hyperparameters.featureFraction.off': 'Chosen by the data',
  'settings.training.hyperparameters.baggingFraction': 'Share of rows in a tree',
  'settings.training.hyperparameters.baggingFraction.effect':
    'Less: faster and steadier. It needs a bagging frequency. 1 is all.',
  'settings.training.hyperparameters.baggingFraction.off': 'Chosen by the data',
  'settings.training.hyperparameters.baggingFreq': 'Bagging every so many trees',
  'settings.training.hyperparameters.baggingFreq.effect': '0: no bagging.',
  'settings.training.hyperparameters.baggingFreq.off': 'Chosen by the data',
  'settings.training.hyperparameters.minDataInLeaf': 'Rows in a leaf at least',
  'settings.training.hyperparameters.minDataInLeaf.effect': 'More: less is learnt by heart.',
  'settings.training.hyperparameters.minDataInLeaf.off': 'Chosen by the data',
  'settings.training.hyperparameters.maxDepth': 'Depth of a tree at most',
  'settings.training.hyperparameters.maxDepth.effect': '-1: no limit.',
  'settings.training.hyperparameters.maxDepth.off': 'Chosen by the data',
  'settings.training.hyperparameters.numIterations': 'Trees',
  'settings.training.hyperparameters.numIterations.effect':
    'Of the probability model; the others choose their number.',
  'settings.training.hyperparameters.numIterations.off': 'Chosen by the data',
  'settings.training.hyperparameters.lambdaL2': 'Regularisation (L2)',
  'settings.training.hyperparameters.lambdaL2.effect': 'More: weaker answers of single leaves.',
  'settings.training.hyperparameters.lambdaL2.off': 'Chosen by the data',
  'settings.training.hyperparameters.extraTrees': 'Random splits',
  'settings.training.hyperparameters.extraTrees.effect':
    'Thresholds are drawn at random: faster, and less is learnt by heart.',
  'settings.training.hyperparameters.extraTrees.off': 'Chosen by the data',
  'settings.training.monotone': 'Directions that are known',
  'settings.training.monotone.effect':
    'As the present value of such a tag rises, the probability may only rise, or only fall.',
  'settings.training.monotone:increasing': 'Only rises',
  'settings.training.monotone:decreasing': 'Only falls',
  'settings.training.tuneSeconds': 'Search for better settings',
  'settings.training.tuneSeconds.effect':
    'Time that a training may spend on it, where there are enough failures to compare.',
  'settings.training.tuneSeconds.off': 'No search',

  'settings.shadow': 'Shadow',
  'settings.shadow.share': 'Share of rows that a shadow runs on',
  'settings.shadow.share.effect': 'Less: less work, and a longer wait until both can be compared.',
  'settings.shadow.keepDays': 'Days for which its predictions are kept',
  'settings.shadow.keepDays.effect': 'They are compared with the live version as long.',

  'settings.history': 'History',
  'settings.history.rawDays': 'Rows as they came',
  'settings.history.rawDays.effect': 'Older rows are deleted; minutes and hours stay.',
  'settings.history.aggregateYears': 'Minutes and hours',
  'settings.history.aggregateYears.effect': 'Charts of earlier years need them.',
  'settings.history.quotaBytes': 'Room for all of it',
  'settings.history.quotaBytes.effect': 'What comes when it is full is not stored, and counted.',
  'settings.history.takeOver': 'History taken over from the source',
  'settings.history.takeOver.days': 'How far back',
  'settings.history.takeOver.days.effect': 'From the beginning of the record. 0: nothing is taken over.',
  'settings.history.takeOver.sourceShare': 'Share of the source’s time',
  'settings.history.takeOver.sourceShare.effect':
    'The source rests for the remainder. More: sooner done, and more load on the plant’s database.',
  'settings.history.takeOver.hours': 'Hours in which the source may be read',
  'settings.history.takeOver.hours.effect':
    'In the organization’s time zone; over midnight where the end comes first.',
  'settings.history.takeOver.hours.off': 'Always',
  'settings.history.takeOver.hours.from': 'From',
  'settings.history.takeOver.hours.until': 'Until',

  'settings.features': 'Features',
  'settings.features.effect': 'What a model sees of the rows. A change acts with the next training.',
  'settings.features.lagsMs': 'Earlier values',
  'settings.features.lagsMs.effect': 'Each value also as it was so long ago.',
  'settings.features.windowsMs': 'Rolling windows',
  'settings.features.windowsMs.effect': 'Mean, spread, lowest and highest of each value over so long.',
  'settings.features.deviations': 'Gaps to the set value',
  'settings.features.deviations.effect': 'Present less set value of each tag that has one.',
  'settings.features.slopesMs': 'Rises',
  'settings.features.slopesMs.effect': 'How fast each value rises or falls over so long.',
  'settings.features.ewmMs': 'Weighted means',
  'settings.features.ewmMs.effect': 'A mean in which newer rows weigh more; the time is how fast it forgets.',
  'settings.features.usualMs': 'Distance from the asset’s usual',
  'settings.features.usualMs.effect':
    'How fast the usual level of an asset follows; each value’s distance from it is a feature.',
  'settings.features.usualMs.off': 'Not used',
  'settings.features.firstStretch': 'Distance from the beginning of a run',
  'settings.features.firstStretch.effect': 'How far each value is from the first stretch of its run.',
  'settings.features.firstStretch.off': 'Not used',
  'settings.features.firstStretch.firstMs': 'Length of the first stretch',
  'settings.features.firstStretch.firstMs.effect': 'The baseline is taken from it.',
  'settings.features.firstStretch.pauseMs': 'Pause that ends a run',
  'settings.features.firstStretch.pauseMs.effect': 'After a longer one a new run begins.',
  'settings.features.firstStretch.runMsMax': 'Length of a run at most',
  'settings.features.firstStretch.runMsMax.effect': 'A longer run has no baseline any more.',
  'settings.features.fleet': 'Distance from the other assets',
  'settings.features.fleet.effect': 'Each value less the mean of the organization’s other assets.',
  'settings.features.timeInState': 'Time in the state',
  'settings.features.timeInState.effect':
    'Time since the operating state last changed. It needs operating states.',
  'settings.features.events': 'Alarm and error log',
  'settings.features.events.codes': 'Codes',
  'settings.features.events.codes.effect':
    'For each the count in each window, and the time since the last one.',
  'settings.features.events.windowsMs': 'Windows of the counts',
  'settings.features.events.windowsMs.effect': 'Over so long the entries of a code are counted.',
  'settings.features.maintenance': 'Work on components',
  'settings.features.maintenance.components': 'Components',
  'settings.features.maintenance.components.effect': 'The time since the last work on each of them.',
  'settings.features.attributes': 'Properties of assets',
  'settings.features.attributes.effect': 'Constants that differ between assets, such as a model or an age.',
  'settings.features.attributes.kind': 'Kind',
  'settings.features.attributes.kind:number': 'Number',
  'settings.features.attributes.kind:category': 'One of some words',
  'settings.features.attributes.name': 'Name',
  'settings.features.attributes.categories': 'Words',
  'settings.features.attributes.categories.effect': 'A new one goes to the end: its place is its code.',
} as const;
