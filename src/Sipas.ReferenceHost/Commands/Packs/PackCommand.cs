using System.CommandLine;
using System.Text;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost.Commands.Packs;

/// <summary><c>sipas pack</c>: lists the shipped packs, shows one, verifies a file, prints the packs of a store,
/// exchanges questionnaires with other tools.</summary>
internal static class PackCommand
{
    public static Command Create() =>
        new("pack", "Method packs")
        {
            List(), Show(), Verify(), Stored(), PackFormCommand.Export(), PackFormCommand.Import(), PackFormCommand.Confirm(),
        };

    private static Command List()
    {
        var output = new OutputOptions();
        var command = new Command("list", "List the packs shipped with this program");
        output.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, () =>
        {
            MethodPack[] packs = [.. MethodPacks.ShippedIds.Select(MethodPacks.Shipped)];
            return output.PrintAsync(parsed, () => Json(packs), language => [MethodPackDescription.List(packs, language)]);
        }));
        return command;
    }

    private static Command Show()
    {
        var output = new OutputOptions();
        var pack = new Argument<string>("PACK") { Description = "Id of a shipped pack, or a pack file" };
        var command = new Command("show", "Show a pack: description, rules, index tree, questions and tables") { pack };
        output.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, () =>
        {
            MethodPack method = CommandRunner.FindPack(parsed.GetRequiredValue(pack));
            return output.PrintAsync(parsed, () => MethodPackSerializer.Write(method),
                language => MethodPackDescription.Show(method, language));
        }));
        return command;
    }

    private static Command Verify()
    {
        var output = new OutputOptions();
        var file = new Argument<string>("FILE") { Description = "Pack file (JSON)" };
        var command = new Command("verify", "Report all errors of a pack file with their places; exit code 1 if there are any") { file };
        output.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            string path = parsed.GetRequiredValue(file);
            MethodPack pack = MethodPackSerializer.Read(CsvOutput.ReadBytes(path));
            IReadOnlyList<Problem> faults = MethodPackVerifier.Verify(pack);
            await output.PrintAsync(parsed, () => VerifyDocument.Of(pack.Id, faults).ToJson(),
                language => [MethodPackDescription.Findings(faults, language)]).ConfigureAwait(false);
            return faults.Count == 0 ? CommandRunner.Done : CommandRunner.ProblemsFound;
        }));
        return command;
    }

    private static Command Stored()
    {
        var store = new StoreOptions();
        var pack = new Argument<string?>("PACK")
        {
            Description = "Id of a pack to print as it is stored. Default: list all packs",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var version = new Option<string?>("--pack-version") { Description = "Version of the pack. Default: the version stored last" };
        Command command = store.AddTo(
            new Command("stored", "List the packs in the store, or print one of them byte for byte as used for its ballots")
            {
                pack, version,
            });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<StoredPack> packs = await storage.Packs.ReadPacksAsync(cancellationToken).ConfigureAwait(false);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(pack) is not { } id)
            {
                foreach (StoredPack entry in packs)
                {
                    await output.WriteLineAsync($"{entry.Id} {entry.Version} {entry.ContentHash} {Iso8601.Write(entry.StoredAt)}")
                        .ConfigureAwait(false);
                }

                return CommandRunner.Done;
            }

            string? asked = parsed.GetValue(version);
            StoredPack? chosen = packs.LastOrDefault(entry => entry.Id == id && (asked is null || entry.Version == asked));
            (_, byte[] content) = (chosen is null
                ? null
                : await storage.Packs.FindPackAsync(chosen.Id, chosen.Version, cancellationToken).ConfigureAwait(false))
                ?? throw new SipasException(new Problem(ProblemCodes.StoredPackUnknown, value: asked is null ? id : $"{id}/{asked}",
                    allowed: string.Join(", ", packs.Select(entry => entry.Name))));
            await output.WriteAsync(Encoding.UTF8.GetString(content)).ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    // The shipped packs as one array, each formatted as it is individually.
    private static byte[] Json(MethodPack[] packs) =>
        Encoding.UTF8.GetBytes("[\n" + string.Join(",\n", packs.Select(pack => Encoding.UTF8.GetString(MethodPackSerializer.Write(pack))))
            + "\n]");
}
