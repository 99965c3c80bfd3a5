using System.Runtime.Versioning;

namespace Sipas.Common;

/// <summary>
/// Creates files and folders that only their owner may read: mode 0600 and 0700, set at creation. On Windows they
/// inherit the access list of their folder.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>Opens a file for writing; a new file is readable only by its owner. The mode of an existing file is not changed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="mode">Whether the file is created, replaced or continued.</param>
    /// <param name="bufferSize">Size of the write buffer in bytes.</param>
    /// <exception cref="IOException">The file cannot be opened, or exists although it was to be created.</exception>
    public static FileStream Open(string path, FileMode mode, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a whole file; it replaces an existing one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        // Overwriting would retain the mode of the existing file.
        File.Delete(path);
        FileStream file = Open(path, FileMode.CreateNew);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates a folder and its missing parents; only their owner may enter them. Existing folders are not changed.</summary>
    /// <param name="path">The folder.</param>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // A single call would create the parents with the default mode.
        for (var missing = new Stack<string>(Missing(Path.GetFullPath(path))); missing.TryPop(out string? folder);)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Checks whether accounts other than the owner may read or write a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="groupMayRead">Whether the group may read it.</param>
    /// <returns>
    /// The mode as four octal digits if they may; null if they may not, there is no such file, or modes are not
    /// available (Windows).
    /// </returns>
    public static string? ExposedMode(string path, bool groupMayRead = false)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return null;
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        return (mode & (Others | (groupMayRead ? Group & ~UnixFileMode.GroupRead : Group))) == 0
            ? null
            : Convert.ToString((int)mode, 8).PadLeft(4, '0');
    }

    [UnsupportedOSPlatform("windows")]
    private static IEnumerable<string> Missing(string path)
    {
        for (string? folder = Path.TrimEndingDirectorySeparator(path); !string.IsNullOrEmpty(folder)
            && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
