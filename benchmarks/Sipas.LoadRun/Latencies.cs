namespace Sipas.LoadRun;

/// <summary>The results of one group of senders in a phase: the duration of each answered request, in milliseconds, and
/// the outcomes of the others.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public long Limited { get; private set; }

    public long Failed { get; private set; }

    public int Count
    {
        get
        {
            lock (_milliseconds)
            {
                return _milliseconds.Count;
            }
        }
    }

    public void Add(double milliseconds)
    {
        lock (_milliseconds)
        {
            _milliseconds.Add(milliseconds);
        }
    }

    public void AddLimited()
    {
        lock (_milliseconds)
        {
            Limited++;
        }
    }

    public void AddFailed()
    {
        lock (_milliseconds)
        {
            Failed++;
        }
    }

    /// <summary>The latency below which a share of the requests was answered; NaN when none was.</summary>
    public double Quantile(double share)
    {
        lock (_milliseconds)
        {
            double[] sorted = [.. _milliseconds.Order()];
            return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
        }
    }
}
