using System.CommandLine;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.ReferenceHost.Commands.Units;
using Sipas.Sampling;
using Sipas.Storage.Dapper.Stores;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands.Sampling;

/// <summary>The source of units for commands on frames: a store, a file, or none.</summary>
internal sealed class FrameUnits
{
    private const int MaxShown = 20;

    private readonly StoreOptions _store = new();

    private readonly Option<string?> _file = new("--units")
    {
        Description = "CSV of units in the format of \"units import\": units that rows may name, each within its validity; "
            + "a file with only the column code has no validity. With --database or --storage: the units of the store and their "
                + "successions",
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        _store.AddTo(command);
    }

    /// <summary>Reads the units; null if neither a file nor a store is given.</summary>
    public async Task<UnitHistory?> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_file) is { } file)
        {
            return new UnitHistory(new UnitDirectory(UnitsCommand.ReadKnown(file)), []);
        }

        if (!_store.IsNamed(parsed))
        {
            return null;
        }

        using SqlStorage storage = _store.Read(parsed);
        await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<UnitSuccession> successions = await storage.Units.ReadSuccessionsAsync(cancellationToken).ConfigureAwait(false);
        return new UnitHistory(await storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false), successions);
    }

    /// <summary>Rejects a frame with organisation units that are unknown or do not exist on their day.</summary>
    /// <exception cref="SipasException">The first of these rows (<c>FRM0006</c>, <c>FRM0110</c>).</exception>
    public static void Require(IFrameSource frame, SurveyPlan plan, UnitHistory? units)
    {
        if (units is null)
        {
            return;
        }

        Problem[] absent =
            [.. new FrameChecker(plan, units)
                .Check(frame, MaxShown).Problems
                .Where(problem => problem.Code is ProblemCodes.FrameUnitUnknown or ProblemCodes.FrameUnitAbsent)];
        if (absent.Length > 0)
        {
            throw new SipasException(absent);
        }
    }
}
