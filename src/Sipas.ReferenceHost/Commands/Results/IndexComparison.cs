using System.CommandLine;
using System.Globalization;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Verification;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>A published index with the pack and scope for its recount.</summary>
internal sealed class IndexComparison(PublishedIndex published, MethodPack pack, RecountScope scope)
{
    /// <summary>Recounts and prints the differences.</summary>
    /// <returns>Whether the index matches the ballots.</returns>
    public async Task<bool> TellAsync(ILogSource source, ParseResult parsed, IProgress<LogProgress> progress,
        CancellationToken cancellationToken)
    {
        RecountReport report = await IndexRecount.CompareAsync(source, published, pack, scope, progress, cancellationToken)
            .ConfigureAwait(false);
        foreach (Problem problem in report.Problems)
        {
            await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, problem).ConfigureAwait(false);
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Chỉ số: {report.BallotCount} phiếu, {report.GroupCount} nhóm, {report.FigureCount} số liệu, {report.DifferenceCount} khác "
            + $"biệt.\nIndex: {report.BallotCount} ballots, {report.GroupCount} groups, {report.FigureCount} "
            + $"figures, {report.DifferenceCount} differences.")).ConfigureAwait(false);
        return report.DifferenceCount == 0;
    }
}
