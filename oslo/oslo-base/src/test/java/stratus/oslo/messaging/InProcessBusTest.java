package stratus.oslo.messaging;

class InProcessBusTest extends BusContract {
    @Override
    Bus open() {
        return new InProcessBus();
    }
}
