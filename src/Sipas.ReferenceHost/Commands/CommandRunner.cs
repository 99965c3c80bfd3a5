using System.CommandLine;
using System.Globalization;
using Sipas.Audit;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Functions common to all commands: exit codes, reporting of problems, finding a pack.</summary>
internal static class CommandRunner
{
    public const int Done = 0;

    /// <summary>The data have problems; nothing was written.</summary>
    public const int ProblemsFound = 1;

    /// <summary>The command cannot run: a file, a pack, a storage or an option has to be corrected first.</summary>
    public const int CannotRun = 2;

    // The command could run, but the requested name does not exist.
    private static readonly string[] UnknownNames = [ProblemCodes.NotInStore, ProblemCodes.StoredPackUnknown, ProblemCodes.UnitNotFound];

    // Maximum number of names in a readable message.
    private const int MaxNames = 20;

    /// <summary>Reports a problem on the error stream, as <see cref="ProblemReport"/> does.</summary>
    public static Task TellAsync(TextWriter errors, Problem problem, string? place = null)
    {
        ProblemReport.Tell(errors, problem, place);
        return Task.CompletedTask;
    }

    /// <summary>Runs an action in the name of the account that started the command; problems are reported as messages,
    /// not as a stack trace.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<Task<int>> action)
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        using IDisposable actor = AuditActor.Begin(Environment.UserName);
        try
        {
            using ProblemReport report = ProblemReport.Begin(parsed);
            int exitCode = await RunAsync(errors, action).ConfigureAwait(false);
            await report.EndAsync(errors).ConfigureAwait(false);
            return exitCode;
        }
        catch (SipasException error)
        {
            Tell(errors, error.Problems);
            return CannotRun;
        }
    }

    private static async Task<int> RunAsync(TextWriter errors, Func<Task<int>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (SipasException error)
        {
            Tell(errors, error.Problems);
            return error.Problems.All(problem => UnknownNames.Contains(problem.Code)) ? ProblemsFound : CannotRun;
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException error)
        {
            foreach (string failure in error.Failures)
            {
                await errors.WriteLineAsync(failure).ConfigureAwait(false);
            }

            return CannotRun;
        }
        catch (StoreUnavailableException error)
        {
            // The operator also gets the advice on fixing it; senders of ballots get only the first sentence.
            await TellAsync(errors, new Problem(error.ProblemCode, allowed: "5")).ConfigureAwait(false);
            Tell(errors, (error.InnerException as SipasException)?.Problems ?? []);
            return CannotRun;
        }
    }

    /// <summary>Names for a message: the first of them in order, and the number of the others.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string more = all.Length > MaxNames ? string.Create(CultureInfo.InvariantCulture, $", … (+{all.Length - MaxNames})") : "";
        return all.Length == 0 ? "—" : string.Join(", ", all.Take(MaxNames)) + more;
    }

    /// <summary>Throws for a name that does not exist in the store.</summary>
    /// <exception cref="SipasException">The name is unknown (<c>VAL0104</c>); the message lists the known names.</exception>
    public static void RequireKnown(string option, string? name, IEnumerable<string> known)
    {
        if (name is not null && known.ToArray() is var names && !names.Contains(name, StringComparer.Ordinal))
        {
            throw new SipasException(new Problem(ProblemCodes.NotInStore, option, name, List(names)));
        }
    }

    private static void Tell(TextWriter errors, IReadOnlyList<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            ProblemReport.Tell(errors, problem);
        }
    }

    /// <summary>A shipped pack by its id, or a pack in a file.</summary>
    public static MethodPack FindPack(string idOrFile)
    {
        if (!File.Exists(idOrFile))
        {
            return MethodPacks.Shipped(idOrFile);
        }

        MethodPack pack = MethodPackSerializer.Read(CsvOutput.ReadBytes(idOrFile));
        return new MethodPackRegistry([pack]).Packs[0];
    }

    /// <summary>The layout of a questionnaire version; of the first when none is named.</summary>
    public static AnswerLayout FindLayout(MethodPackRegistry packs, MethodPack pack, string? version)
    {
        Questionnaire questionnaire = version is null
            ? pack.Questionnaires[0]
            : pack.FindQuestionnaire(version) ?? throw new SipasException(
                new Problem(ProblemCodes.QuestionnaireUnknown, "--questionnaire", version,
                    string.Join(", ", pack.Questionnaires.Select(q => q.Version))));
        return packs.FindLayout(pack.Id, questionnaire.Version)!;
    }
}
