using System.CommandLine;
using Sipas.Problems;
using Sipas.ReferenceHost.Commands;
using Sipas.ReferenceHost.Commands.Collection;
using Sipas.ReferenceHost.Commands.Estimation;
using Sipas.ReferenceHost.Commands.Fieldwork;
using Sipas.ReferenceHost.Commands.Packs;
using Sipas.ReferenceHost.Commands.Results;
using Sipas.ReferenceHost.Commands.Sampling;
using Sipas.ReferenceHost.Commands.Serving;
using Sipas.ReferenceHost.Commands.Stores;
using Sipas.ReferenceHost.Commands.Surveys;
using Sipas.ReferenceHost.Commands.Units;

namespace Sipas.ReferenceHost;

/// <summary>The <c>sipas</c> command with all its parts.</summary>
internal static class SipasCommand
{
    /// <summary>Runs a command line. Numbers and days in other formats are rejected before anything is done, even if
    /// the command would not use them.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="invocation">Its output and clock; the console and the system clock when omitted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, SipasInvocation? invocation = null,
        CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Create().Parse(arguments);
        invocation ??= new SipasInvocation();
        IEnumerable<Symbol> symbols = parsed.CommandResult.Command.Options.Concat<Symbol>(parsed.CommandResult.Command.Arguments);
        Problem[] problems = parsed.Errors.Count > 0 ? [] : [.. symbols.OfType<ITypedSymbol>().SelectMany(symbol => symbol.Check(parsed))];
        foreach (Problem problem in problems)
        {
            await CommandRunner.TellAsync(invocation.Error, problem).ConfigureAwait(false);
        }

        return problems.Length > 0
            ? CommandRunner.CannotRun
            : await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }

    public static RootCommand Create() =>
        new("sipas: sampling, fieldwork, kiosk, reports, import and scoring of satisfaction with public administration (SIPAS)")
    {
        DemoCommand.Create(),
        ServeCommand.Create(),
        ScoreCommand.Create(),
        RankCommand.Create(),
        CompareCommand.Create(),
        PointsCommand.Create(),
        EstimateCommand.Create(),
        ImportCommand.Create(),
        QualityCommand.Create(),
        UnitsCommand.Create(),
        ValuesCommand.Create(),
        PeopleCommand.Create(),
        RetentionCommand.Create(),
        PackCommand.Create(),
        PlanCommand.Create(),
        FrameCommand.Create(),
        DrawCommand.Create(),
        FieldCommand.Create(),
        DeviceCommand.Create(),
        QuarantineCommand.Create(),
        TicketCommand.Create(),
        CaseCommand.Create(),
        SchemaCommand.Create(),
        SurveyCommand.Create(),
        VerifyCommand.Create(),
        ExportCommand.Create(),
        VerifyCommand.CreateAnchor(),
        KeyCommand.Create(),
        KeyCommand.CreateAudit(),
        BackupCommand.Create(),
        BackupCommand.CreateRestore(),
        ProblemReport.Option(),
    };
}
