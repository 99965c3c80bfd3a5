namespace Sipas.Receipts;

public sealed class ReceiptKeyringTests : IDisposable
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private readonly ReceiptSigner _first = ReceiptSigner.Ephemeral();
    private readonly ReceiptSigner _second = ReceiptSigner.Ephemeral();
    private readonly ReceiptSigner _third = ReceiptSigner.Ephemeral();

    [Fact]
    public void Keyring_TrustInTheFirst_ReachesOverRotations()
    {
        using var keyring = new ReceiptKeyring([Vouched(_third, _second), Plain(_first), Vouched(_second, _first)], [_first.KeyId]);

        Assert.Equal(new[] { _first.KeyId, _second.KeyId, _third.KeyId }.Order(), keyring.KeyIds.Order());
        Assert.True(keyring.Verifies(_third.KeyId, Bytes, _third.Sign(Bytes)));
        Assert.False(keyring.Verifies(_third.KeyId, Bytes, _second.Sign(Bytes)));
    }

    [Fact]
    public void Keyring_TrustInALaterOne_DoesNotReachBack()
    {
        using var keyring = new ReceiptKeyring([Plain(_first), Vouched(_second, _first), Vouched(_third, _second)], [_second.KeyId]);

        Assert.Equal(new[] { _second.KeyId, _third.KeyId }.Order(), keyring.KeyIds.Order());
    }

    [Fact]
    public void Keyring_VouchOfAnotherKey_IsNoVouch()
    {
        ReceiptKey forged = Vouched(_second, _third) with { VouchedBy = _first.KeyId };

        using var keyring = new ReceiptKeyring([Plain(_first), forged], [_first.KeyId]);

        Assert.Equal([_first.KeyId], keyring.KeyIds);
        Assert.False(keyring.Verifies(_second.KeyId, Bytes, _second.Sign(Bytes)));
    }

    [Fact]
    public void Keyring_KeyUnderAnothersId_IsLeftOut()
    {
        using var keyring = new ReceiptKeyring([Plain(_second) with { KeyId = _first.KeyId }], [_first.KeyId]);

        Assert.Empty(keyring.KeyIds);
    }

    [Fact]
    public void Keyring_BytesThatAreNoKey_AreLeftOut()
    {
        using var keyring = new ReceiptKeyring([new ReceiptKey(ReceiptSigner.IdOf([7, 7]), [7, 7], null, null), Plain(_first)]);

        Assert.Equal([_first.KeyId], keyring.KeyIds);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _third.Dispose();
    }

    private static ReceiptKey Plain(ReceiptSigner signer) => new(signer.KeyId, signer.PublicKey, null, null);

    private static ReceiptKey Vouched(ReceiptSigner signer, ReceiptSigner former) =>
        new(signer.KeyId, signer.PublicKey, former.KeyId, former.Sign(ReceiptKey.VouchedBytes(former.KeyId, signer.PublicKey)));
}
