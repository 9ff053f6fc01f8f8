// What is worked out of scores and labels, held to golden values.

import {
  nannymlCalibrationError,
  nannymlEstimatedAveragePrecision,
  nannymlEstimatedRocAuc,
  nannymlRocAucDeviation,
} from '../../statistics/compat/nannyml/estimated-ranking.ts'
import { brierParts } from '../../statistics/scores/brier-decomposition.ts'
import { calibrationErrorByMass, expectedCalibrationError } from '../../statistics/scores/calibration-error.ts'
import {
  accuracyOf,
  type Confusion,
  confusionAt,
  f1Of,
  kappaOf,
  matthewsOf,
  precisionOf,
  recallOf,
  specificityOf,
} from '../../statistics/scores/confusion.ts'
import { cbpeAccuracy, expectedConfusion } from '../../statistics/scores/estimated-performance.ts'
import { isotonicRegression } from '../../statistics/scores/isotonic-regression.ts'
import { poissonBinomial, poissonBinomialQuantiles } from '../../statistics/scores/poisson-binomial.ts'
import { brierScore, logLoss } from '../../statistics/scores/probability-losses.ts'
import { averagePrecision, rocAuc } from '../../statistics/scores/ranking.ts'
import { spiegelhalterZ } from '../../statistics/scores/spiegelhalter-z.ts'
import type { Calculate, GoldenValues, Methods } from '../golden-case.ts'
import { numbersOf } from '../inputs.ts'

const THRESHOLD = 0.5
const BINS = 10

export const scores: Methods = {
  binary_scores: {
    'sklearn:brier_score_loss': scored((...rows) => ({ brier: brierScore(...rows) })),
    'sklearn:log_loss[eps auto]': scored((...rows) => ({ log_loss: logLoss(...rows) })),
    'sklearn:roc_auc_score': scored((...rows) => ({ auc: rocAuc(...rows) })),
    'sklearn:average_precision_score': scored((...rows) => ({ ap: averagePrecision(...rows) })),
    'sklearn:f1/kappa/mcc at >=0.5': scored((...rows) => {
      const confusion = confusionAt(THRESHOLD, ...rows)
      return {
        f1: f1Of(confusion),
        kappa: kappaOf(confusion),
        mcc: matthewsOf(confusion),
        accuracy: accuracyOf(confusion),
      }
    }),
    'rule:ece_equal_width[10]': scored((...rows) => {
      const { expected, largest } = expectedCalibrationError(...rows, BINS)
      return { ece: expected, mce: largest }
    }),
    'rule:ece_equal_width[15]': scored((...rows) => {
      const { expected, largest } = expectedCalibrationError(...rows, 15)
      return { ece: expected, mce: largest }
    }),
    'rule:ece_equal_mass[10, np.array_split of stable argsort]': scored((...rows) => ({
      ece: calibrationErrorByMass(...rows, BINS).expected,
    })),
    'nannyml:ece[10 equal-frequency bins]': scored((...rows) => ({ ece: nannymlCalibrationError(...rows, BINS) })),
    'rule:brier_decomposition[unique forecasts]': scored((...rows) => ({ ...brierParts(...rows) })),
    'rule:spiegelhalter_z': scored((...rows) => spiegelhalterZ(...rows)),
    'nannyml:cbpe.estimate_accuracy[threshold 0.5, scores taken as calibrated]': scored((probabilities) => ({
      value: cbpeAccuracy(probabilities, THRESHOLD).value,
    })),
    'nannyml:cbpe.estimate_precision[threshold 0.5, scores taken as calibrated]': estimated(precisionOf),
    'nannyml:cbpe.estimate_recall[threshold 0.5, scores taken as calibrated]': estimated(recallOf),
    'nannyml:cbpe.estimate_specificity[threshold 0.5, scores taken as calibrated]': estimated(specificityOf),
    'nannyml:cbpe.estimate_f1[threshold 0.5, scores taken as calibrated]': estimated(f1Of),
    'nannyml:cbpe.estimate_roc_auc': scored((probabilities) => ({ value: nannymlEstimatedRocAuc(probabilities) })),
    'nannyml:cbpe.estimate_ap': scored((probabilities) => ({ value: nannymlEstimatedAveragePrecision(probabilities) })),
    'nannyml:auroc_sampling_error_components': scored((...rows) => {
      const { deviation, fraction } = nannymlRocAucDeviation(...rows)
      return { std: deviation, fraction }
    }),
    'rule:poisson_binomial(sum of Bernoulli(p))': scored((probabilities) => {
      const { mean, variance } = poissonBinomial(probabilities)
      const [low, high] = poissonBinomialQuantiles(probabilities, [0.025, 0.975])
      return { mean, var: variance, q025: low ?? null, q975: high ?? null }
    }),
  },
  isotonic_regression: {
    'sklearn:IsotonicRegression(out_of_bounds=clip, increasing=True)': (one) => {
      const { apply } = isotonicRegression(numbersOf(one.inputs, 'scores'), numbersOf(one.inputs, 'y'))
      return { predict: numbersOf(one.inputs, 'query').map(apply) }
    },
  },
}

function scored(calculate: (values: number[], labels: number[]) => GoldenValues): Calculate {
  return (one) => calculate(numbersOf(one.inputs, 'y_score'), numbersOf(one.inputs, 'y_true'))
}

function estimated(read: (confusion: Confusion) => number): Calculate {
  return scored((probabilities) => ({ value: read(expectedConfusion(THRESHOLD, probabilities)) }))
}
