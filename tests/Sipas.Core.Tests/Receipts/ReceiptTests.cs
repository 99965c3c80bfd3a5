using Sipas.Ballots;
using Sipas.Storage.Contract;

namespace Sipas.Receipts;

public class ReceiptTests
{
    [Fact]
    public void Verifies_OwnReceipt_AndNoChangedOne()
    {
        using var signer = ReceiptSigner.Ephemeral();
        Receipt receipt = One(signer, 7);

        Assert.True(signer.Verifies(receipt));
        Receipt[] changed =
        [
            receipt with { BallotId = SampleBallots.Id(2) }, receipt with { ContentHash = new string('0', 64) },
            receipt with { UnitCode = "S02" }, receipt with { Position = 8 },
            receipt with { ReceivedAt = receipt.ReceivedAt.AddMilliseconds(1) }, receipt with { CountedOn = receipt.CountedOn.AddDays(1) },
            receipt with { KeyId = "0000000000000000" }, receipt with { Signature = "AAAA" }, receipt with { Signature = "no base64 !" },
            receipt with { LeafIndex = 1 }, receipt with { LeafCount = 2 }, receipt with { LeafCount = 0 },
            receipt with { Path = new string('0', 64) }, receipt with { Path = "no digits" },
        ];
        Assert.All(changed, other => Assert.False(signer.Verifies(other)));
    }

    [Fact]
    public void Verifies_EachCharacterOfTheSignatureChangedToEachOther_IsFalse()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n";
        using var signer = ReceiptSigner.Ephemeral();
        Receipt receipt = One(signer, 7);
        string signature = receipt.Signature;

        // The four bits behind the last byte are among them: a decoder that does not look at them takes fifteen other texts.
        IEnumerable<string> changed = Enumerable.Range(0, signature.Length)
            .SelectMany(i => Letters.Where(letter => letter != signature[i])
                .Select(letter => signature[..i] + letter + signature[(i + 1)..]))
            .Concat([signature + "=", signature + "==", signature + " ", " " + signature, signature + "\n", signature[..^1],
                signature + "A"]);
        Assert.All(changed, other => Assert.False(signer.Verifies(receipt with { Signature = other })));
    }

    [Fact]
    public void Verifies_ReceiptOfAnotherKey_IsFalse()
    {
        using var mine = ReceiptSigner.Ephemeral();
        using var other = ReceiptSigner.Ephemeral();

        Assert.False(mine.Verifies(One(other, 1) with { KeyId = mine.KeyId }));
    }

    [Theory]
    [InlineData("0000000000", "0000-0000")]
    [InlineData("ffffffffff", "ZZZZ-ZZZZ")]
    [InlineData("0123456789", "04HM-ASW9")]
    public void Code_OfAHash_IsItsFirstFortyBitsInEightCharacters(string start, string code)
    {
        using var signer = ReceiptSigner.Ephemeral();

        Assert.Equal(code, (One(signer, 1) with { ContentHash = start + new string('5', 54) }).Code);
    }

    [Fact]
    public void UnitChain_SwappedBallots_GiveAnotherLink()
    {
        byte[] a = CanonicalBallot.ContentHash(SampleBallots.Ballot(1));
        byte[] b = CanonicalBallot.ContentHash(SampleBallots.Ballot(2));
        byte[] note = SampleBallots.Draft(1).NoteHash();
        byte[] start = UnitChain.Start("S01");

        Assert.NotEqual(UnitChain.Next(UnitChain.Next(start, a, note), b, note), UnitChain.Next(UnitChain.Next(start, b, note), a, note));
        Assert.NotEqual(UnitChain.Next(start, a, note), UnitChain.Next(UnitChain.Start("S02"), a, note));
        Assert.NotEqual(UnitChain.Next(start, a, note), UnitChain.Next(start, a, SampleBallots.Draft(2).NoteHash()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(256)]
    public void Verifies_ReceiptsSignedTogether_EachProvesItselfAlone(int count)
    {
        using var signer = ReceiptSigner.Ephemeral();

        (ReceiptSeal seal, Receipt[] receipts) = ReceiptFactory
            .Make(signer, [.. Enumerable.Range(1, count).Select(i => (SampleBallots.Draft(i), (long)i))]);

        Assert.Single(receipts.Select(receipt => receipt.Signature).Distinct());
        using var keyring = new ReceiptKeyring([new ReceiptKey(signer.KeyId, signer.PublicKey, null, null)]);
        Assert.True(seal.IsSigned(keyring));
        Assert.All(receipts, receipt => Assert.True(signer.Verifies(receipt)));
        Assert.All(receipts, receipt => Assert.False(signer.Verifies(receipt with { Position = receipt.Position + 1 })));
        Assert.All(receipts, receipt => Assert.False(signer.Verifies(receipt with { LeafIndex = (receipt.LeafIndex + 1) % count })));
        Assert.False(signer.Verifies(receipts[0] with { Path = receipts[1].Path }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Make_NoneOrTooMany_IsRefused(int count)
    {
        using var signer = ReceiptSigner.Ephemeral();

        Assert.Throws<ArgumentException>(() =>
            ReceiptFactory.Make(signer, [.. Enumerable.Range(1, count).Select(i => (SampleBallots.Draft(i), (long)i))]));
    }

    private static Receipt One(ReceiptSigner signer, long position) =>
        ReceiptFactory.Make(signer, [(SampleBallots.Draft(1), position)]).Receipts[0];
}
