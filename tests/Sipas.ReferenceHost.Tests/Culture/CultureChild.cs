namespace Sipas.ReferenceHost.Culture;

/// <summary>The program that this assembly is when it is started by itself: the script in a process of its own, where
/// globalization can be invariant.</summary>
internal static class CultureChild
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var folder, var target])
        {
            return 1;
        }

        (string transcript, _) = await CultureScript.TranscribeAsync(folder);
        await System.IO.File.WriteAllTextAsync(target, transcript);
        return 0;
    }
}
