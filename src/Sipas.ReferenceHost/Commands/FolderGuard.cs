using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Files used as evidence are written once and never overwritten.</summary>
internal static class FolderGuard
{
    public static void New(string path, Action write)
    {
        try
        {
            write();
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new SipasException(
                new Problem(ProblemCodes.DrawExists, Path.GetDirectoryName(Path.GetFullPath(path)), Path.GetFileName(path)), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "file", path), error);
        }
    }
}
