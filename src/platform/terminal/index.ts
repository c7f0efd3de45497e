import { Presets, SingleBar } from 'cli-progress'

/** How far a stage of long work is. Without a total only its name is shown. */
export interface StageProgress {
  readonly stage: string
  readonly done?: number | undefined
  readonly total?: number | undefined
  readonly secondsLeft?: number | null | undefined
  /** What is being done just now, shown behind the bar. */
  readonly note?: string | undefined
}

/** Shows progress on standard error, so that standard output stays for the result. */
export interface ProgressDisplay {
  show(progress: StageProgress): void
  end(): void
}

/**
 * A bar for each stage in a terminal; elsewhere a plain line when a stage begins. Silent shows
 * nothing, for `--quiet`.
 */
export function progressDisplay(
  options: { readonly silent?: boolean; readonly stream?: NodeJS.WriteStream } = {},
): ProgressDisplay {
  const stream = options.stream ?? process.stderr
  if (options.silent) return { show() {}, end() {} }
  return stream.isTTY ? barDisplay(stream) : lineDisplay(stream)
}

function lineDisplay(stream: NodeJS.WritableStream): ProgressDisplay {
  let shown = ''
  return {
    show({ stage }) {
      if (stage === shown) return
      shown = stage
      stream.write(`${stage} …\n`)
    },
    end() {},
  }
}

function barDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  let shown = ''
  let bar: SingleBar | undefined
  const finish = () => {
    bar?.stop()
    bar = undefined
  }
  return {
    show({ stage, done, total, secondsLeft, note }) {
      if (stage !== shown) {
        finish()
        shown = stage
        if (total === undefined) stream.write(`${stage} …\n`)
      }
      if (total === undefined) return
      if (!bar) {
        const format = `${stage} [{bar}] {percentage}% {left} {note}`
        bar = new SingleBar({ format, stream, hideCursor: true }, Presets.shades_classic)
        bar.start(total, 0, { left: '', note: '' })
      }
      bar.setTotal(total)
      bar.update(done ?? 0, {
        left: secondsLeft == null ? '' : `${Math.ceil(secondsLeft)} s left`,
        note: note ?? '',
      })
    },
    end: finish,
  }
}
