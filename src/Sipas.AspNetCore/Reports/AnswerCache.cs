using Microsoft.AspNetCore.Http;
using Sipas.Limits;

namespace Sipas.AspNetCore.Reports;

/// <summary>
/// Caches responses to recent requests, and lets identical concurrent requests wait for one response. Safe for concurrent use.
/// </summary>
internal sealed class AnswerCache(ReadSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Dictionary<string, LinkedListNode<Stored>> _stored = new(StringComparer.Ordinal);
    private readonly LinkedList<Stored> _byUse = new();
    private readonly Dictionary<string, Task<StoredAnswer>> _computing = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Gets a response from the cache, from an identical concurrent request, or by computing it.</summary>
    /// <param name="key">The request, with the version of the counts.</param>
    /// <param name="keep">Whether the response may be cached.</param>
    /// <param name="context">The request.</param>
    /// <param name="compute">Computes the response.</param>
    public async Task<StoredAnswer> AnswerAsync(string key, bool keep, HttpContext context, Func<Task<StoredAnswer>> compute)
    {
        while (true)
        {
            Task<StoredAnswer>? other;
            var mine = new TaskCompletionSource<StoredAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (keep && Find(key) is { } stored)
                {
                    return stored;
                }

                if (!_computing.TryGetValue(key, out other))
                {
                    _computing.Add(key, mine.Task);
                }
            }

            if (other is null)
            {
                return await ComputeAsync(key, keep, mine, compute);
            }

            try
            {
                return await other.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                // The request that computed it was aborted.
            }
        }
    }

    private async Task<StoredAnswer> ComputeAsync(
        string key, bool keep, TaskCompletionSource<StoredAnswer> mine, Func<Task<StoredAnswer>> compute)
    {
        try
        {
            StoredAnswer answer = await compute();
            lock (_gate)
            {
                _computing.Remove(key);
                if (keep && answer.Status == StatusCodes.Status200OK)
                {
                    Keep(key, answer);
                }
            }

            mine.SetResult(answer);
            return answer;
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                _computing.Remove(key);
            }

            if (error is OperationCanceledException)
            {
                mine.SetCanceled();
            }
            else
            {
                mine.SetException(error);

                // If no request waits, the exception is not observed otherwise.
                _ = mine.Task.Exception;
            }

            throw;
        }
    }

    private StoredAnswer? Find(string key)
    {
        if (!_stored.TryGetValue(key, out LinkedListNode<Stored>? node))
        {
            return null;
        }

        _byUse.Remove(node);
        if ((clock.GetUtcNow() - node.Value.At).Duration() > Longest)
        {
            _stored.Remove(key);
            _bytes -= node.Value.Bytes;
            return null;
        }

        _byUse.AddFirst(node);
        return node.Value.Answer;
    }

    private void Keep(string key, StoredAnswer answer)
    {
        var stored = new Stored(key, answer, answer.Bytes + (2L * key.Length), clock.GetUtcNow());
        if (stored.Bytes > settings.CachedBytes || settings.CachedAnswers == 0)
        {
            return;
        }

        _stored[key] = _byUse.AddFirst(stored);
        _bytes += stored.Bytes;
        while (_stored.Count > settings.CachedAnswers || _bytes > settings.CachedBytes)
        {
            Stored oldest = _byUse.Last!.Value;
            _byUse.RemoveLast();
            _stored.Remove(oldest.Key);
            _bytes -= oldest.Bytes;
        }
    }

    private sealed record Stored(string Key, StoredAnswer Answer, long Bytes, DateTimeOffset At);
}
