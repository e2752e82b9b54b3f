<?php

declare(strict_types=1);

/*
 * Compares pairs of texts with wikidiff2, MediaWiki's diff engine, all in one process.
 *
 * Usage: php wikidiff2.php PAIRS ROUNDS
 * PAIRS is a file as `stet-benchmarks differences` reads it: for each pair the old text and the new
 * one, each after its byte count (4 bytes, the highest first). Prints a line for each pair as soon as
 * it is done, so that a run cut short has said how far it came: the median nanoseconds of ROUNDS
 * comparisons, and the bytes of HTML that came out.
 */

/** Unchanged lines around a change, as MediaWiki shows them. */
const CONTEXT_LINES = 2;

/** @return iterable<array{string, string}> */
function pairs(string $path): iterable
{
    $file = fopen($path, 'rb');
    while (($old = nextText($file)) !== null) {
        yield [$old, nextText($file) ?? throw new RuntimeException('a pair is cut short')];
    }
}

/** @param resource $file */
function nextText($file): ?string
{
    $byteCount = stream_get_contents($file, 4);
    if ($byteCount === '') {
        return null;
    }
    $byteCount = unpack('N', $byteCount)[1];
    return $byteCount === 0 ? '' : stream_get_contents($file, $byteCount);
}

/** @return array{int, int} the median nanoseconds, and the bytes drawn */
function compare(string $old, string $new, int $rounds): array
{
    $times = [];
    for ($round = 0; $round < $rounds; $round++) {
        $start = hrtime(true);
        $drawn = wikidiff2_do_diff($old, $new, CONTEXT_LINES);
        $times[] = hrtime(true) - $start;
    }
    sort($times);
    return [$times[intdiv($rounds, 2)], strlen($drawn)];
}

foreach (pairs($argv[1]) as [$old, $new]) {
    vprintf("%d %d\n", compare($old, $new, (int) $argv[2]));
}
