using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>What two names differ in among the words that tell near twins apart.</summary>
internal readonly record struct Difference(
    bool NumbersDiffer, bool NumberMissing, bool QualifiersDiffer, bool QualifierMissing, bool LegalFormsDiffer)
{
    public static Difference Between(NormalName a, NormalName b)
    {
        var numbers = a.Numbers.Length > 0 && b.Numbers.Length > 0 && a.Numbers != b.Numbers;
        var missing = (a.Numbers.Length > 0) != (b.Numbers.Length > 0);
        var legal = a.LegalForms.Length > 0 && b.LegalForms.Length > 0 && a.LegalForms != b.LegalForms;
        var qualifiers = a.Qualifiers.Length > 0 && b.Qualifiers.Length > 0 && a.Qualifiers != b.Qualifiers;
        var qualifierMissing = (a.Qualifiers.Length > 0) != (b.Qualifiers.Length > 0);
        return new Difference(numbers, missing, qualifiers, qualifierMissing, legal);
    }
}
