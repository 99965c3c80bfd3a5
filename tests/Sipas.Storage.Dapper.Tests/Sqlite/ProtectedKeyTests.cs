using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Tickets;
using Sipas.Verification;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Key files whose contents the host protects.</summary>
public sealed class ProtectedKeyTests : IDisposable
{
    private const string Label = "-----BEGIN SIPAS PROTECTED KEY-----";

    private readonly TemporaryFolder _folder = new();
    private readonly Protector _protector = new(1);

    private string ReceiptKeyPath => _folder.File("sipas.db.receipt-key.pem");

    private string TicketKeyPath => _folder.File("sipas.people.db.ticket-key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_OfANewStore_AreNowherePlainAndServeAfterReopeningAndRotation()
    {
        Receipt first = await AppendAsync(1, _protector);
        byte[] mark = await KeyMarkAsync(_protector);
        using (SqliteStorage storage = New(_protector))
        {
            await storage.OpenAsync(default);
            await storage.RotateReceiptKeyAsync(default);
        }

        Receipt second = await AppendAsync(2, _protector);

        Assert.NotEqual(first.KeyId, second.KeyId);
        Assert.Equal(mark, await KeyMarkAsync(_protector));
        string[] keys = [ReceiptKeyPath, $"{ReceiptKeyPath}.retired-{first.KeyId}", TicketKeyPath];
        Assert.All(keys, path => Assert.StartsWith(Label, File.ReadAllText(path), StringComparison.Ordinal));
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Count(path => path.Contains("key", StringComparison.Ordinal)));
        using SqliteStorage read = New(_protector, readOnly: true);
        await read.RequireSchemaAsync(default);
        Assert.Empty((await LogVerifier.VerifyAsync(read.Log, new VerificationSettings(), null, default)).Problems);
    }

    [Fact]
    public async Task Keys_PlainBefore_AreProtectedInTheirPlaceByTheFirstWriterAndNotByAReader()
    {
        Receipt plain = await AppendAsync(1, null);
        byte[] mark = await KeyMarkAsync(null);
        string before = File.ReadAllText(ReceiptKeyPath);
        using (SqliteStorage reader = New(_protector, readOnly: true))
        using (ReceiptSigner signer = reader.OpenReceiptKey())
        {
            Assert.Equal(plain.KeyId, signer.KeyId);
        }

        Assert.Equal(before, File.ReadAllText(ReceiptKeyPath));
        Receipt next = await AppendAsync(2, _protector);

        Assert.Equal(plain.KeyId, next.KeyId);
        Assert.Equal(mark, await KeyMarkAsync(_protector));
        Assert.All((string[])[ReceiptKeyPath, TicketKeyPath],
            path => Assert.StartsWith(Label, File.ReadAllText(path), StringComparison.Ordinal));
        Assert.Equal(before, System.Text.Encoding.ASCII.GetString(_protector.Unprotect(Stored(ReceiptKeyPath))));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ReceiptKeyPath));
        }
    }

    [Fact]
    public async Task Keys_Protected_AreRefusedWithoutTheirProtectorAndNothingIsMade()
    {
        await AppendAsync(1, _protector);
        await KeyMarkAsync(_protector);
        string[] files = [.. Directory.GetFiles(_folder.Path).Where(path => path.Contains("key", StringComparison.Ordinal))
            .Select(File.ReadAllText)];

        Assert.Equal(("STO0130", "STO0130"),
            (await RefusedAsync(() => AppendAsync(2, null)), await RefusedAsync(() => KeyMarkAsync(null))));
        Assert.Equal(("STO0007", "TKT0006"),
            (await RefusedAsync(() => AppendAsync(2, new Protector(2))), await RefusedAsync(() => KeyMarkAsync(new Protector(2)))));
        foreach (string path in (string[])[ReceiptKeyPath, TicketKeyPath])
        {
            // A changed byte of the protected key.
            byte[] bytes = Stored(path);
            bytes[^1] ^= 1;
            string text = File.ReadAllText(path);
            File.WriteAllText(path, PemEncoding.WriteString("SIPAS PROTECTED KEY", bytes));
            Assert.Equal(path == ReceiptKeyPath ? "STO0007" : "TKT0006",
                await RefusedAsync(path == ReceiptKeyPath ? () => AppendAsync(2, _protector) : () => KeyMarkAsync(_protector)));
            File.WriteAllText(path, text);
        }

        Assert.Equal(files, Directory.GetFiles(_folder.Path).Where(path => path.Contains("key", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        using SqliteStorage storage = New(_protector);
        await storage.OpenAsync(default);
        Assert.Equal(AppendStatus.Appended, (await storage.Ballots.AppendAsync([SampleBallots.Draft(2)], false, default))[0].Status);
    }

    private static byte[] Stored(string path)
    {
        string text = File.ReadAllText(path);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }

    private static async Task<string> RefusedAsync(Func<Task> act) =>
        Assert.Single((await Assert.ThrowsAsync<SipasException>(act)).Problems).Code;

    private SqliteStorage New(IKeyProtector? protector, bool readOnly = false) => new(
        _folder.File("sipas.db"), SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
        new SqlStorageOptions { KeyProtector = protector, ReadOnly = readOnly });

    private async Task<Receipt> AppendAsync(int number, IKeyProtector? protector)
    {
        using SqliteStorage storage = New(protector);
        await storage.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        return (await storage.Ballots.AppendAsync([SampleBallots.Draft(number)], false, default))[0].Receipt!;
    }

    private async Task<byte[]> KeyMarkAsync(IKeyProtector? protector)
    {
        using var people = new SqlitePersonalDataStorage(_folder.File("sipas.people.db"), new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { KeyProtector = protector });
        await people.OpenAsync(default);
        TicketKeyring keys = (await people.Tickets.OpenTicketKeysAsync(make: true, default))!;
        return keys.KeyMark.ToArray();
    }

    // A key vault of one number: AES-256-GCM, a fresh nonce for each file.
    private sealed class Protector(byte number) : IKeyProtector
    {
        private readonly byte[] _key = SHA256.HashData([number]);

        public byte[] Protect(ReadOnlySpan<byte> key)
        {
            byte[] stored = new byte[12 + key.Length + 16];
            RandomNumberGenerator.Fill(stored.AsSpan(0, 12));
            using var cipher = new AesGcm(_key, 16);
            cipher.Encrypt(stored.AsSpan(0, 12), key, stored.AsSpan(12, key.Length), stored.AsSpan(12 + key.Length));
            return stored;
        }

        public byte[] Unprotect(ReadOnlySpan<byte> stored)
        {
            byte[] key = new byte[stored.Length - 28];
            using var cipher = new AesGcm(_key, 16);
            cipher.Decrypt(stored[..12], stored[12..^16], stored[^16..], key);
            return key;
        }
    }
}
