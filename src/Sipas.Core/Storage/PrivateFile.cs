using System.Runtime.Versioning;

namespace Sipas.Storage;

/// <summary>Files and folders that only their owner may read: mode 0600 and 0700, set when they are made. On Windows they inherit the access list of their folder.</summary>
public static class PrivateFile
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>Opens a file for writing; where it is made, only its owner may read it. The mode of one that is there stays.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="mode">Whether it is made, replaced or continued.</param>
    /// <param name="bufferSize">Bytes that are gathered before they are written.</param>
    /// <exception cref="IOException">It cannot be opened, or is there and was to be made.</exception>
    public static FileStream Open(string path, FileMode mode, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a file whole, in the place of one that is there.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        // The mode of a file that is there would stay.
        File.Delete(path);
        FileStream file = Open(path, FileMode.CreateNew);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a folder, and those above it, where they are not there: only their owner may enter. Folders that are there stay as they are.</summary>
    /// <param name="path">The folder.</param>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // One call would give the folders above the usual mode.
        for (var missing = new Stack<string>(Missing(Path.GetFullPath(path))); missing.TryPop(out string? folder);)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Says whether accounts other than the owner may read or write a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="groupMayRead">Whether the group may read it.</param>
    /// <returns>Its mode as four octal digits when they may; null when they may not, there is no such file, or modes are not known (Windows).</returns>
    public static string? ExposedMode(string path, bool groupMayRead = false)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return null;
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        return (mode & (Others | (groupMayRead ? Group & ~UnixFileMode.GroupRead : Group))) == 0 ? null : Convert.ToString((int)mode, 8).PadLeft(4, '0');
    }

    [UnsupportedOSPlatform("windows")]
    private static IEnumerable<string> Missing(string path)
    {
        for (string? folder = Path.TrimEndingDirectorySeparator(path); !string.IsNullOrEmpty(folder) && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
