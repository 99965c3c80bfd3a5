using System.CommandLine;
using System.Text;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas pack</c>: lists the shipped packs, shows one, verifies a file, exchanges questionnaires with other tools.</summary>
internal static class PackCommand
{
    public static Command Create() => new("pack", "Method packs") { List(), Show(), Verify(), PackFormCommand.Export(), PackFormCommand.Import() };

    private static Command List()
    {
        var output = new OutputOptions();
        var command = new Command("list", "List the packs this program ships");
        output.AddTo(command);
        command.SetAction((parsed, _) => Shell.RunAsync(parsed.InvocationConfiguration.Error, () =>
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
        var command = new Command("show", "Show a pack: what it is, its rules, its index tree, its questions and tables") { pack };
        output.AddTo(command);
        command.SetAction((parsed, _) => Shell.RunAsync(parsed.InvocationConfiguration.Error, () =>
        {
            MethodPack method = Shell.FindPack(parsed.GetRequiredValue(pack));
            return output.PrintAsync(parsed, () => MethodPackSerializer.Write(method), language => MethodPackDescription.Show(method, language));
        }));
        return command;
    }

    private static Command Verify()
    {
        var output = new OutputOptions();
        var file = new Argument<string>("FILE") { Description = "Pack file (JSON)" };
        var command = new Command("verify", "Say every fault of a pack file, with its place; exit code 1 when there is any") { file };
        output.AddTo(command);
        command.SetAction((parsed, _) => Shell.RunAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            string path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "FILE", path));
            }

            MethodPack pack = MethodPackSerializer.Read(await File.ReadAllBytesAsync(path).ConfigureAwait(false));
            IReadOnlyList<Problem> faults = MethodPackVerifier.Verify(pack);
            await output.PrintAsync(parsed, () => VerifyDocument.Of(pack.Id, faults).ToJson(), language => [MethodPackDescription.Findings(faults, language)]).ConfigureAwait(false);
            return faults.Count == 0 ? Shell.Done : Shell.ProblemsFound;
        }));
        return command;
    }

    // The shipped packs as one array, each as it is written alone.
    private static byte[] Json(MethodPack[] packs) =>
        Encoding.UTF8.GetBytes("[\n" + string.Join(",\n", packs.Select(pack => Encoding.UTF8.GetString(MethodPackSerializer.Write(pack)))) + "\n]");
}
