package stratus.main;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

final class HaveOneRecordParameter extends ArchCondition<JavaMethod> {
    static final HaveOneRecordParameter INSTANCE = new HaveOneRecordParameter();

    private HaveOneRecordParameter() {
        super("take exactly one record");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        var parameters = method.getRawParameterTypes();
        boolean ok = parameters.size() == 1 && parameters.getFirst().isRecord();
        events.add(new SimpleConditionEvent(method, ok, method.getFullName()));
    }
}
